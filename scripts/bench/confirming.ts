import { setTimeout as sleep } from 'node:timers/promises';
import { toWire } from '@tierline/chaincode/api';
import type { Measurement } from './bench';
import { bearerFor } from './serving';
import { PROGRAM, schedule, SUPPLIER } from './trade';

const PAYABLES = 500;
const LINES = 25;
/** Schedules of one submission. */
const SCHEDULES = 4;
const CORE = 'CORE-B000';
const LOOK_MS = 20;

interface JobTold {
  readonly job: string;
  readonly state: string;
  readonly result: { readonly accepted: number } | null;
}

/** Submits and checks payables over HTTP, and measures how long one act takes that confirms them. */
export async function confirming(address: string): Promise<readonly Measurement[]> {
  for (let first = 0; first < PAYABLES / LINES; first += SCHEDULES) {
    const schedules = Array.from({ length: SCHEDULES }, (_, index) =>
      schedule(
        `PAYABLE-${String(first + index).padStart(3, '0')}`,
        CORE,
        Array.from({ length: LINES }, (_line, line) => 2_000_000n + BigInt(line)),
      ),
    );
    await send(address, SUPPLIER, '/transactions/receivable/submit', { program: PROGRAM, schedules });
  }
  await job(address, `maker@${CORE}`, 'check');
  const start = performance.now();
  const { result } = await job(address, `checker@${CORE}`, 'confirm');
  const seconds = (performance.now() - start) / 1000;
  if (result?.accepted !== PAYABLES) throw new Error(`${result?.accepted ?? 0} of ${PAYABLES} payables were confirmed`);
  return [{ what: `${PAYABLES} payables confirmed in one act`, figure: seconds, unit: 's', target: { atMost: 60 } }];
}

async function job(address: string, as: string, name: string): Promise<JobTold> {
  let told = await send(address, as, `/programs/${PROGRAM}/jobs/${name}`, {});
  while (told.state === 'RUNNING') {
    await sleep(LOOK_MS);
    told = await send(address, as, `/jobs/${told.job}`);
  }
  return told;
}

async function send(address: string, as: string, path: string, body?: unknown): Promise<JobTold> {
  const response = await fetch(`${address}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(await bearerFor(address, as)), 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(toWire(body)) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${text}`);
  return JSON.parse(text) as JobTold;
}
