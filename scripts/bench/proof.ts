import { TRANSACTIONS } from '@tierline/chaincode/api';
import { deskIn, type Desk } from '@tierline/client-app/dist/app/desk';
import { factsIn } from '@tierline/client-app/dist/app/proof/storedFacts';
import { makeProof } from '@tierline/client-app/dist/app/proof/makeProof';
import { canonical } from '@tierline/client-app/dist/proving/digests';
import { verify } from '@tierline/client-app/dist/proving/verify';
import { readingOf } from '@tierline/client-app/dist/main';
import { MemoryStore } from '@tierline/client-app/dist/projection/memoryStore';
import type { Bench, Measurement } from './bench';
import { withFolder } from './folder';
import { Ground, openGround } from './ground';
import type { BenchOptions } from './options';
import { stock } from './stock';
import { elapsedMs, median } from './timing';
import { DIGEST, PROGRAM, receivableOf, schedule, SUPPLIER, tokenOf } from './trade';
import { NETWORK } from './yardstick';

/** Facts among which the token lies, and how many each receivable of a submission states. */
const FACTS = 100_000;
const FACTS_EACH = 5;
const DEPTH = 10;
const SCHEDULE = 'DEEP';
const SCHEDULE_SIZE = 25;
const FACE = 1_024_000n;
const MADE_MS = 1_000;
const VERIFIED_MS = 200;
const KB = 1_000;

/** A proof of a token that came a long way, among many facts. */
export const proof: Bench = {
  name: 'proof',
  what: `a proof of a token ${DEPTH} splits deep among ${FACTS} facts: made, and verified`,
  run: (options) =>
    withFolder(async (directory) => {
      const ground = await Ground.found(directory, 1);
      await stock(ground, FACTS / FACTS_EACH, options);
      const token = await cut(ground);
      await ground.close();
      return measured(directory, token, options);
    }),
};

/** Confirms a schedule and halves its first token again and again; answers the last half. */
async function cut(ground: Ground): Promise<string> {
  const core = ground.core(0);
  const receivables = Array.from({ length: SCHEDULE_SIZE }, (_, index) => receivableOf(SCHEDULE, index + 1));
  const faces = receivables.map(() => FACE);
  const { submit, check, confirm } = TRANSACTIONS.receivable;
  await ground.act(SUPPLIER, submit, { program: PROGRAM, schedules: [schedule(SCHEDULE, core, faces)] });
  await ground.act(`maker@${core}`, check, { program: PROGRAM, receivables });
  await ground.act(`checker@${core}`, confirm, { program: PROGRAM, receivables, undertakingDigest: DIGEST });
  let to = FACE;
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const half = to / 2n;
    const token = tokenOf(receivables[0] ?? '', 0n, to);
    await ground.act(SUPPLIER, TRANSACTIONS.token.split, { program: PROGRAM, token, amountsMinor: [half, half] });
    to = half;
  }
  return tokenOf(receivables[0] ?? '', 0n, to);
}

async function measured(directory: string, token: string, { rounds, tell }: BenchOptions): Promise<readonly Measurement[]> {
  const host = await openGround(directory);
  try {
    const { sessions } = readingOf(host, new MemoryStore());
    const desk = await deskIn(await sessions.as(SUPPLIER), PROGRAM, token, Date.now());
    const facts = await factsOf(desk);
    tell(`  ${facts} facts`);
    if (facts < FACTS) throw new Error(`there are ${facts} facts alone`);
    const [made, verified]: [number[], number[]] = [[], []];
    let file: Uint8Array = new Uint8Array();
    for (let round = 0; round < rounds; round += 1) {
      made.push(
        await elapsedMs(async () => {
          file = Buffer.from(canonical(await makeProof(desk, token, ['dueDate', 'debtor'])));
        }),
      );
      verified.push(await elapsedMs(() => requireValid(file)));
    }
    return [
      { what: `a proof made, ${facts} facts on the ledger`, figure: median(made), unit: 'ms', target: { atMost: MADE_MS } },
      { what: 'verified', figure: median(verified), unit: 'ms', target: { atMost: VERIFIED_MS } },
      { what: 'its file', figure: file.length / KB, unit: 'kB', target: null },
    ];
  } finally {
    await host.close();
  }
}

/** How many facts the blocks state, as the regulator can count them. */
async function factsOf({ session: { ledger } }: Desk): Promise<number> {
  let facts = 0;
  for await (const { transactions } of ledger.blocks(0)) {
    const whole = transactions.filter(({ privateWrites, hashedWrites }) => privateWrites.length >= hashedWrites.length);
    facts += whole.reduce((sum, each) => sum + factsIn(NETWORK.channel, each).length, 0);
  }
  return facts;
}

/** @throws Error unless the proof is valid and as deep as it shall be */
async function requireValid(file: Uint8Array): Promise<void> {
  const verdict = await verify(file, null);
  if (!verdict.valid) throw new Error(verdict.sentence);
  if (verdict.steps.length !== DEPTH + 1) throw new Error(`${verdict.steps.length} steps`);
}
