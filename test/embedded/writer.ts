import { guardProcess } from '@tierline/client-app/dist/processGuard';
import { writeSync } from 'node:fs';
import { openConformance } from '../support/embeddedFixture';
import { PROGRAM } from '../support/conformanceNetwork';
import { put, putPrivate } from '../support/script';
import { run } from './people';

const CLIENTS = 8;
const STANDARD_OUTPUT = 1;

guardProcess();

/** Commits `limit` keys with each client, prints each one after it was acknowledged, and waits to be killed. */
async function write(directory: string, round: string, limit: number): Promise<void> {
  const host = await openConformance(directory);
  const client = async (name: number): Promise<void> => {
    for (let count = 0; count < limit; count += 1) {
      const key = `${round}-${name}-${count}`;
      await run(host, [put(key, key), putPrivate(PROGRAM, key, key)]);
      writeSync(STANDARD_OUTPUT, `${key}\n`);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, name) => client(name)));
  setInterval(() => undefined, 1000);
}

const [directory = '', round = '', limit = ''] = process.argv.slice(2);
void write(directory, round, limit === '' ? Number.POSITIVE_INFINITY : Number(limit));
