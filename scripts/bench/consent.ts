import { TRANSACTIONS, type Consent, type ConsentWanted } from '@tierline/chaincode/api';
import { consentBy } from '@tierline/client-app/dist/app/consenting';
import { dryRun } from '@tierline/client-app/dist/app/dryRun';
import { execute } from '@tierline/client-app/dist/app/execute';
import { foundNetwork } from '@tierline/client-app/dist/app/founding';
import type { Order } from '@tierline/client-app/dist/app/ordering';
import type { Session, Sessions } from '@tierline/client-app/dist/app/session';
import { proposeKey } from '@tierline/client-app/dist/app/signingKeys';
import { keyTools, openLedger } from '@tierline/client-app/dist/main';
import type { Signer } from '@tierline/client-app/dist/ports/signer';
import type { Bench, Measurement } from './bench';
import { withFolder } from './folder';
import { BENCH_NOW_MS, foundGround } from './ground';
import { processorMs, median } from './timing';
import { DIGEST, PROGRAM, receivableOf, schedule, SUPPLIER } from './trade';
import { NETWORK } from './yardstick';

const CORE = 'CORE-B000';
const LINES = 25;
const SCHEDULES = 8;
const WARM_UP = 5;
/** Pairs of calls for each round that is asked for. */
const PAIRS = 5;
const TARGET_MS = 5;
const UNIT = 'ms of processor';
const { submit, check, confirm } = TRANSACTIONS.receivable;

/** What it costs that the contract verifies what a person has signed. */
export const consent: Bench = {
  name: 'consent',
  what: 'what a verified signature adds to a contract call, and to a submission: pairs with and without it, of one item and of 200',
  run: ({ rounds }) =>
    withFolder(async (directory) => {
      const open = await openLedger({ directory, network: NETWORK, now: () => BENCH_NOW_MS });
      try {
        await foundNetwork(open.sessions);
        await foundGround(open.sessions, 1, BENCH_NOW_MS);
        const signer = await registered(open.sessions);
        const measurements: Measurement[] = [];
        for (const items of [1, SCHEDULES * LINES]) {
          measurements.push(...(await callsOf(open.sessions, signer, items, rounds * PAIRS)));
          measurements.push(...(await submissionsOf(open.sessions, signer, items, rounds)));
        }
        return measurements;
      } finally {
        await open.close();
      }
    }),
};

/** A key of the core's checker, in force. */
async function registered(sessions: Sessions): Promise<Signer> {
  const signer = (await keyTools()).signerInMemory();
  const maker = await sessions.as(`maker@${CORE}`);
  await (await proposeKey(maker, { person: 'checker', signer, voucher: null })).execute(maker);
  await execute(await sessions.as('checker@REGULATOR-01'), TRANSACTIONS.company.approveKey, { company: CORE, address: signer.address });
  return signer;
}

let count = 0;

/** Receivables that wait for the core's confirmation. */
async function waiting(sessions: Sessions, items: number): Promise<readonly string[]> {
  count += 1;
  const faces = Array.from({ length: Math.min(items, LINES) }, (_face, index) => 1_000_000n + BigInt(index));
  const ids = Array.from({ length: Math.ceil(items / LINES) }, (_id, index) => `SIGNED-${String(count).padStart(4, '0')}-${index}`);
  const schedules = ids.map((id) => schedule(id, CORE, faces));
  const receivables = ids.flatMap((id) => faces.map((_face, index) => receivableOf(id, index + 1)));
  await execute(await sessions.as(SUPPLIER), submit, { program: PROGRAM, schedules });
  await execute(await sessions.as(`maker@${CORE}`), check, { program: PROGRAM, receivables });
  return receivables;
}

type ConfirmOrder = Order<typeof confirm.input>;

const orderOf = (receivables: readonly string[]): ConfirmOrder => ({
  program: PROGRAM,
  receivables: [...receivables],
  undertakingDigest: DIGEST,
});

async function signedFor(session: Session, signer: Signer, receivables: readonly string[], requestId: string): Promise<Consent> {
  const { consent: wanted } = await dryRun(session, confirm, orderOf(receivables), requestId);
  return consentBy(signer, wanted as ConsentWanted);
}

/** The contract called on one peer, which changes nothing: so the same call can be made again and again. */
async function callsOf(sessions: Sessions, signer: Signer, items: number, pairs: number): Promise<readonly Measurement[]> {
  const receivables = await waiting(sessions, items);
  const session = await sessions.as(`checker@${CORE}`);
  const order = orderOf(receivables);
  const word = await signedFor(session, signer, receivables, 'REQ-CALL');
  const without: number[] = [];
  const added: number[] = [];
  for (let pair = 0; pair < WARM_UP + pairs; pair += 1) {
    const plain = await processorMs(() => dryRun(session, confirm, order, 'REQ-CALL'));
    const signed = await processorMs(async () => {
      const { ok } = await dryRun(session, confirm, { ...order, consent: word as ConfirmOrder['consent'] }, 'REQ-CALL');
      if (!ok) throw new Error('the signature counts');
    });
    if (pair < WARM_UP) continue;
    without.push(plain);
    added.push(signed - plain);
  }
  return [
    { what: `a call to confirm ${named(items)}, not signed`, figure: median(without), unit: UNIT, target: null },
    { what: `a signature adds to it`, figure: median(added), unit: UNIT, target: { atMost: TARGET_MS } },
  ];
}

/** Whole submissions: every endorser verifies the signature, here all in one process. */
async function submissionsOf(sessions: Sessions, signer: Signer, items: number, pairs: number): Promise<readonly Measurement[]> {
  const session = await sessions.as(`checker@${CORE}`);
  const added: number[] = [];
  for (let pair = 0; pair < WARM_UP + pairs; pair += 1) {
    const [first, second] = [await waiting(sessions, items), await waiting(sessions, items)];
    const requestId = `REQ-SUBMIT-${items}-${pair}`;
    const word = await signedFor(session, signer, second, requestId);
    const plain = await processorMs(() => execute(session, confirm, orderOf(first)));
    const signed = await processorMs(() => execute(session, confirm, orderOf(second), { requestId, consent: word }));
    if (pair >= WARM_UP) added.push(signed - plain);
  }
  return [{ what: `a signature adds to a submission of ${named(items)}`, figure: median(added), unit: UNIT, target: null }];
}

const named = (items: number): string => (items === 1 ? 'one receivable' : `${items} receivables`);
