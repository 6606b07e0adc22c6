import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, closeSync, constants } from 'node:fs';
import { basename } from 'node:path';
import { Fault } from '@tierline/chaincode/api';
import { birthsOf } from './births';
import { openLog } from './logs';
import type { NodeCommand } from './nodeCommand';

/** Becomes the program when it is told to, whose files nobody else can read; ends without a word when whoever should tell it is gone. */
const LAUNCH = 'umask 077; read -r go && exec "$@" </dev/null';

/** Who was born. */
export interface Born {
  readonly pid: number;
  readonly birth: string;
}

/**
 * Starts a process that outlives this one: a group of its own, its output in its log. It runs no line of its program before
 * `noted` has kept its id, so that a process that nobody knows of cannot stay behind.
 * @throws Fault UNAVAILABLE {file, reason} for a program or folder that cannot be used; what `noted` throws
 */
export async function spawnNode(command: NodeCommand, log: string, noted: (born: Born) => Promise<void>): Promise<number> {
  requireUsable(command.program, constants.X_OK);
  requireUsable(command.folder, constants.R_OK);
  const output = openLog(log, `${new Date().toISOString()} ${command.name} starts: ${basename(command.program)}`);
  const child = spawn('/bin/sh', ['-c', LAUNCH, command.name, command.program, ...command.args], {
    cwd: command.folder,
    env: { ...own('PATH'), ...own('HOME'), ...command.environment },
    detached: true,
    stdio: ['pipe', output, output],
  });
  closeSync(output);
  const pid = await spawned(child, command);
  try {
    await noted({ pid, birth: birthsOf([pid]).get(pid) ?? '' });
    await told(child);
  } finally {
    child.stdin?.destroy();
    child.unref();
  }
  return pid;
}

async function spawned(child: ChildProcess, { program }: NodeCommand): Promise<number> {
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new Fault('UNAVAILABLE', { file: program, reason: (error as NodeJS.ErrnoException).code ?? 'SPAWN' });
  }
  return child.pid ?? 0;
}

/** A launcher that died before it was told has nothing to be told: its death is found by its note. */
async function told({ stdin }: ChildProcess): Promise<void> {
  if (stdin === null) return;
  stdin.on('error', () => undefined);
  await new Promise<void>((resolve) => stdin.end('go\n', () => resolve()));
}

function requireUsable(file: string, mode: number): void {
  try {
    accessSync(file, mode);
  } catch (error) {
    throw new Fault('UNAVAILABLE', { file, reason: (error as NodeJS.ErrnoException).code ?? 'ACCESS' });
  }
}

function own(name: string): Record<string, string> {
  const value = process.env[name];
  return value === undefined ? {} : { [name]: value };
}
