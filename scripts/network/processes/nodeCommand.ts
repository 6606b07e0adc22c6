import { isAbsolute } from 'node:path';
import { Fault } from '@tierline/chaincode/api';

/** Kinds in the order in which they are stopped. */
export const KINDS = ['supervisor', 'chaincode', 'peer', 'orderer', 'authority'] as const;

/** What a process is. */
export type NodeKind = (typeof KINDS)[number];

/** How a node is started. */
export interface NodeCommand {
  /** `peer.bank-a`: 1 to 60 of a-z, 0-9, `.` and `-`, the first a letter or digit. Its note and its log are called so. */
  readonly name: string;
  readonly kind: NodeKind;
  /** Absolute path. */
  readonly program: string;
  readonly args: readonly string[];
  /** Besides PATH and HOME, which are the caller's; nothing else of the caller is passed on. */
  readonly environment: Readonly<Record<string, string>>;
  /** The working directory: it is there already. */
  readonly folder: string;
  /** The address of this machine where it listens: 127.0.0.1 unless it says another. */
  readonly host?: string;
  readonly ports: readonly number[];
  /** Whether the supervisor starts it again when it died. */
  readonly restarts: boolean;
}

/** How a node is now. */
export interface NodeState {
  readonly name: string;
  readonly kind: NodeKind;
  /** null when it is down. */
  readonly pid: number | null;
  readonly state: 'UP' | 'DOWN';
  /** When it was started last, RFC 3339. */
  readonly since: string;
  /** How often the supervisor has started it again. */
  readonly restarts: number;
  readonly ports: readonly number[];
}

const NAME = /^[a-z0-9][a-z0-9.-]{0,59}$/;

/** The name, which is safe as part of a file's name. @throws Fault MALFORMED {field, value} */
export function nodeName(name: string): string {
  if (!NAME.test(name)) throw new Fault('MALFORMED', { field: 'node', value: name.slice(0, 60), problem: 'is not the name of a node' });
  return name;
}

/** @throws Fault MALFORMED {field, value, problem} */
export function checkCommand({ name, program }: NodeCommand): void {
  nodeName(name);
  if (!isAbsolute(program)) throw new Fault('MALFORMED', { field: 'program', value: program, problem: 'is not an absolute path' });
}

/** Whether both start the same process. */
export function sameCommand(one: NodeCommand, other: NodeCommand): boolean {
  return canonical(one) === canonical(other);
}

function canonical({ environment, ...rest }: NodeCommand): string {
  const variables = Object.entries(environment).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([variables, Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
