import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '@tierline/chaincode/api';
import { birthsOf } from './births';

const LOOK_MS = 20;
/** Longer than a node may take to stop. */
const LIMIT_MS = 60_000;

interface Holder {
  readonly pid: number;
  readonly birth: string;
  /** Of this one time that the lock was taken. */
  readonly token: string;
}

/** Does something while no other process, and no other call of this one, holds the lock. @throws Fault UNAVAILABLE {file} after a minute */
export async function withLock<T>(path: string, act: () => Promise<T>): Promise<T> {
  for (const limit = Date.now() + LIMIT_MS; ; await pause(LOOK_MS)) {
    const release = take(path);
    if (release !== null) return act().finally(release);
    if (Date.now() > limit)
      throw new Fault('UNAVAILABLE', { file: path, reason: 'LOCKED', mend: 'wait for the command that holds it, or remove the file' });
  }
}

/** The same, unless the lock is held: then null at once. */
export async function unlessLocked<T>(path: string, act: () => Promise<T>): Promise<T | null> {
  const release = take(path);
  return release === null ? null : act().finally(release);
}

/** What gives the lock back; null when another has it. */
function take(path: string): (() => void) | null {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const holder: Holder = { pid: process.pid, birth: birthsOf([process.pid]).get(process.pid) ?? '', token: randomUUID() };
  const own = `${path}.${holder.token}`;
  // A link appears with its content, or not at all.
  writeFileSync(own, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
  try {
    if (linked(own, path)) return () => rmSync(path, { force: true });
  } finally {
    rmSync(own, { force: true });
  }
  removeIfStale(path);
  return null;
}

/** Removes the lock of a process that ended. Only one process can link a dead holder's token, and only that one removes the lock. */
function removeIfStale(path: string): void {
  const text = textOf(path);
  const { pid, birth, token } = JSON.parse(text) as Holder;
  if (birthsOf([pid]).get(pid) === birth) return;
  const claim = `${path}.${basename(token)}.stale`;
  if (!linked(path, claim)) return;
  if (textOf(claim) === text) rmSync(path, { force: true });
  rmSync(claim, { force: true });
}

/** False when the new name is taken already, or the old one is gone. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** A lock that was given back meanwhile reads as this process's own: nothing is stale. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return JSON.stringify({ pid: process.pid, birth: birthsOf([process.pid]).get(process.pid), token: '' });
  }
}
