import { readdirSync, readFileSync, rmSync } from 'node:fs';
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

/** The notes of one network, a file for each process; only their owner may read them. */
export class Notes {
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

  /** In the order of their names. */
  all(): readonly Note[] {
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

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
