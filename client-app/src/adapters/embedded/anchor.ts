import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../localCa/atomicFile';
import { corrupt } from './corruption';
import type { Head } from './records';
import type { Store } from './store';

const BLOCKS_BETWEEN_ANCHORS = 100;

/**
 * A note outside the database of a block that is known to be on disk. LevelDB drops a damaged tail of its log in silence;
 * the note tells a shortened chain from a whole one.
 */
export class Anchor {
  private anchored: number;

  private constructor(private readonly path: string, height: number) {
    this.anchored = height;
  }

  /** Reads the note and checks the store against it. @throws Fault UNAVAILABLE when blocks that were committed are missing or differ */
  static async check(directory: string, store: Store): Promise<Anchor> {
    const path = join(directory, 'anchor.json');
    const noted = await read(path);
    if (noted !== null && store.block(noted.height - 1)?.hash !== noted.hash) throw corrupt('BLOCKS_MISSING', { block: noted.height - 1 });
    return new Anchor(path, noted?.height ?? 0);
  }

  /** Notes the newest block now and then, when enough blocks were added. */
  async follow(head: Head): Promise<void> {
    if (head.height >= this.anchored + BLOCKS_BETWEEN_ANCHORS) await this.set(head);
  }

  /** Notes the newest block. */
  async set(head: Head): Promise<void> {
    this.anchored = head.height;
    await writeFileAtomically(this.path, JSON.stringify({ height: head.height, hash: head.hash } satisfies Head));
  }
}

async function read(path: string): Promise<Head | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Head;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw corrupt('ANCHOR');
  }
}
