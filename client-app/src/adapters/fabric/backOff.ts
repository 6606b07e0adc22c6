import { randomInt } from 'node:crypto';

const FIRST_MS = 250;
const LONGEST_MS = 10_000;
const MOST_DOUBLINGS = 10;

/** How long to wait before trying again what failed `failures` times: doubled each time, up to 10 s, shortened by up to a half. */
export function backOffMs(failures: number): number {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, MOST_DOUBLINGS));
  return randomInt(Math.ceil(most / 2), most + 1);
}
