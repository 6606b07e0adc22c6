import { LOG_LEVELS, REQUEST_LIMITS, type LogLevel } from '../app/serverSettings';
import { refuseTyped } from '../app/typed';
import type { ServeOptions } from '../serve';
import type { OptionSpec } from './command';
import type { Context } from './context';

const MAX_PORT = 65_535;
const MAX_RATE = 1_000_000;

/** Options for those who run a server. */
export const OPERATOR_OPTIONS: readonly OptionSpec[] = [
  { flags: '--metrics-port <port>', does: 'where /metrics and /health are for those who run it (0 for any free port; default: nowhere)' },
  {
    flags: '--log-level <level>',
    does: `${LOG_LEVELS.join(', ')}: requests as JSON on standard error (default: info, on a terminal error)`,
  },
  { flags: '--rate-limit <number>', does: `requests that one company may send in a second (default: ${REQUEST_LIMITS.ofCompany})` },
];

/** A port as it was typed; null when none was. @throws Fault MALFORMED */
export function portIn(option: string, typed: string | null): number | null {
  return typed === null ? null : wholeIn(option, typed, [0, MAX_PORT]);
}

/** The port for those who run it; null for none. @throws Fault MALFORMED */
export function metricsPortIn({ input }: Context): number | null {
  return portIn('--metrics-port', input.text('metrics-port'));
}

/** How requests are logged: on a terminal, where the greeting stands, only what goes wrong. @throws Fault MALFORMED */
export function logSettings({ input, surroundings: { err } }: Context): ServeOptions['log'] {
  const typed = input.text('log-level') ?? (process.stderr.isTTY ? 'error' : 'info');
  const level = LOG_LEVELS.find((each): each is LogLevel => each === typed);
  if (level === undefined) throw refuseTyped('--log-level', typed, LOG_LEVELS.join(', '));
  return { level, write: err };
}

/** The limits that were typed; nothing where none was. @throws Fault MALFORMED */
export function limitsIn({ input }: Context): Pick<ServeOptions, 'limits'> {
  const typed = input.text('rate-limit');
  return typed === null ? {} : { limits: { ofCompany: wholeIn('--rate-limit', typed, [1, MAX_RATE]) } };
}

/** A whole number within bounds, as it was typed. @throws Fault MALFORMED */
export function wholeIn(option: string, typed: string, [least, most]: readonly [number, number]): number {
  const number = /^\d{1,7}$/.test(typed) ? Number(typed) : -1;
  if (number < least || number > most) throw refuseTyped(option, typed, `a number from ${least} to ${most}`);
  return number;
}
