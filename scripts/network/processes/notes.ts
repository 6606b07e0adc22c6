import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@tierline/chaincode/api';
import { writeFileAtomically } from '@tierline/client-app/dist/adapters/localCa/atomicFile';
import { birthsOf } from './births';
import { nodeName, type NodeCommand } from './nodeCommand';

/** What is written down about a process that was started. */
export interface Note {
  readonly command: NodeCommand;
  readonly pid: number;
  /** When the process began: another process that got its id began at another time. */
  readonly birth: string;
  /** When it was started, RFC 3339. */
  readonly since: string;
  readonly restarts: number;
}

const END = '.json';
/** Most notes that one network has. */
const MAX_NOTES = 1_000;
/** A folder that changed this lately may change again without its time telling. */
const SETTLED_MS = 1_000;

/** The notes of one network, a file for each process; only their owner may read them. */
export class Notes {
  /** What was read last, and when the folder had changed by then. */
  #read: { readonly changedMs: number; readonly notes: readonly Note[] } | null = null;

  constructor(readonly folder: string) {}

  /** null when there is none. @throws Fault UNAVAILABLE {file, mend} when it is damaged */
  read(name: string): Note | null {
    const file = this.#fileOf(name);
    const text = textOf(file);
    if (text === null) return null;
    try {
      const note = JSON.parse(text) as Note;
      if (note.command.name === name && Number.isSafeInteger(note.pid) && note.pid > 1 && typeof note.birth === 'string') return note;
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    }
    throw new Fault('UNAVAILABLE', { file, reason: 'DAMAGED', mend: `end ${name} by hand if it runs, and remove the file` });
  }

  /** In the order of their names. They are read again only when one was written or removed. @throws as {@link read} */
  all(): readonly Note[] {
    const changedMs = changeOf(this.folder);
    if (this.#read?.changedMs === changedMs) return this.#read.notes;
    const notes = this.#readAll();
    this.#read = Date.now() - changedMs > SETTLED_MS ? { changedMs, notes } : null;
    return notes;
  }

  #readAll(): readonly Note[] {
    const names = namesIn(this.folder)
      .filter((file) => file.endsWith(END))
      .sort()
      .slice(0, MAX_NOTES);
    return names.flatMap((file) => this.read(file.slice(0, -END.length)) ?? []);
  }

  async write(note: Note): Promise<void> {
    await writeFileAtomically(this.#fileOf(note.command.name), JSON.stringify(note));
  }

  remove(name: string): void {
    rmSync(this.#fileOf(name), { force: true });
  }

  /** The file that is there while a process starts or stops the node. */
  lockOf(name: string): string {
    return join(this.folder, `${nodeName(name)}.lock`);
  }

  #fileOf(name: string): string {
    return join(this.folder, nodeName(name) + END);
  }
}

/** Whether the very process that the note is about runs. */
export function isRunning({ pid, birth }: Pick<Note, 'pid' | 'birth'>): boolean {
  return birthsOf([pid]).get(pid) === birth;
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** When a file was last added to the folder or taken from it, in milliseconds since 1970; 0 when there is no such folder. */
function changeOf(folder: string): number {
  return statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function namesIn(folder: string): readonly string[] {
  return changeOf(folder) === 0 ? [] : readdirSync(folder);
}
