import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@tierline/chaincode/api';
import { writeFileAtomically } from '../localCa/atomicFile';
import { makeFolder } from '../localCa/folder';
import { storedPerson, type StoredPerson } from './person';

const NAME = /^[A-Za-z0-9._@-]{1,80}$/;
const SUFFIX = '.json';

/** The people of one organisation with their keys: `<name>.json` in one folder, readable by its owner only. */
export class Wallet {
  constructor(private readonly folder: string) {}

  /** Null when nobody of that name is kept here. @throws Fault UNAVAILABLE with `file` when his file cannot be used */
  async find(name: string): Promise<StoredPerson | null> {
    if (!NAME.test(name)) return null;
    const path = this.#pathOf(name);
    try {
      const person = storedPerson.parse(JSON.parse(await readFile(path, 'utf8')));
      return person.identity.name === name ? person : null;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
      if (code === 'ENOENT') return null;
      throw new Fault('UNAVAILABLE', { file: path, reason: code });
    }
  }

  /** All names, in no order. */
  async names(): Promise<readonly string[]> {
    await makeFolder(this.folder);
    const files = await readdir(this.folder);
    return files.filter((file) => file.endsWith(SUFFIX)).map((file) => file.slice(0, -SUFFIX.length));
  }

  /** Keeps a person; a crash leaves the whole file or none. */
  async keep(person: StoredPerson): Promise<void> {
    await writeFileAtomically(this.#pathOf(person.identity.name), JSON.stringify(person));
  }

  #pathOf(name: string): string {
    return join(this.folder, name + SUFFIX);
  }
}
