import { checkFiles, type Check } from './files/checks';
import { liveChecks } from './liveChecks';
import type { Setting } from './setting';

const UNWELL = 2;

/** Looks at a network's files and at its nodes, and tells each thing and its mend. Answers 2 when one fails. */
export async function doctor(setting: Setting, out: (line: string) => void, isJson: boolean): Promise<number> {
  const checks = [...(await checkFiles({ ...setting, now: Date.now() })), ...(await liveChecks(setting))];
  const isWell = checks.every(({ result }) => result !== 'FAIL');
  if (isJson) out(JSON.stringify({ directory: setting.layout.directory, isWell, checks }, null, 2));
  else for (const check of checks) out(lineOf(check));
  return isWell ? 0 : UNWELL;
}

function lineOf({ name, result, found, want, mend }: Check): string {
  if (result === 'PASS') return `PASS  ${name}: ${found}`;
  return `${result}  ${name}: ${found}; wanted: ${want}. ${mend}`;
}
