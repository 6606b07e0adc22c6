import { guardProcess } from '@tierline/client-app/dist/processGuard';
import { writeSync } from 'node:fs';
import { openConformance } from '../support/embeddedFixture';
import { HOST, PROGRAM } from '../support/conformanceNetwork';
import { put, putPrivate } from '../support/script';
import { run } from './people';

const CLIENTS = 8;
const STANDARD_OUTPUT = 1;

guardProcess();

/** Commits keys until it is killed, and prints each one after it was acknowledged. */
async function write(directory: string, round: string): Promise<void> {
  const host = await openConformance(directory);
  const client = async (name: number): Promise<void> => {
    for (let count = 0; ; count += 1) {
      const key = `${round}-${name}-${count}`;
      await run(host, [put(key, key), putPrivate(PROGRAM, key, key)]);
      writeSync(STANDARD_OUTPUT, `${key}\n`);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, name) => client(name)));
}

void write(process.argv[2] ?? '', process.argv[3] ?? HOST);
