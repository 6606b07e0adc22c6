import { writeSync } from 'node:fs';
import { faultIn } from '@tierline/chaincode/api';
import { explain } from '@tierline/client-app/dist/app/messages';
import { openLedger } from '@tierline/client-app/dist/main';
import { guardProcess } from '@tierline/client-app/dist/processGuard';
import { NETWORK, TEST_NOW_MS } from '../support/world';
import { LIFE } from './life';

const LANES = 3;
const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;
/** The exit code of a program that lacks something. */
const LACKS = 3;

guardProcess();

/** Leads schedules through their lives, several at a time, and prints each transaction after it was acknowledged, until killed. */
async function write(directory: string, round: string): Promise<void> {
  const open = await openLedger({ directory, network: NETWORK, now: () => TEST_NOW_MS });
  writeSync(STANDARD_OUTPUT, 'open\n');
  const lane = async (name: number): Promise<void> => {
    for (let life = 0; ; life += 1) {
      const schedule = `ROUND-${round}-${name}-${life}`;
      for (const [index, { take }] of LIFE.entries()) {
        const transactionId = await take(open, schedule);
        writeSync(STANDARD_OUTPUT, `${JSON.stringify({ schedule, step: index + 1, transactionId })}\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, name) => lane(name)));
}

/** Ends as a command does: with one line that says what is wrong. */
async function main(directory: string, round: string): Promise<void> {
  try {
    await write(directory, round);
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    writeSync(STANDARD_ERROR, `${fault.code}: ${explain(fault)}\n`);
    process.exit(LACKS);
  }
}

const [directory = '', round = ''] = process.argv.slice(2);
void main(directory, round);
