import { toWire, type NetworkDefinition } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { contentsOf, type SqlStores } from '../../readmodel/testStores';
import { PROGRAM } from '../../simulation/model/scene';
import type { Call, WireOrder } from '../../simulation/operation';
import { executed } from '../../simulation/outcome';
import { DIGEST } from '../../simulation/workload/draft';
import type { TestNetwork } from '../../support/fabricNetwork';
import type { Side } from '../lockstep/side';
import { ownModel } from './tables';

const LATE = 'BankBMSP';
const LATE_PEER = 'peer.bank-b';
const OTHER_PEERS = ['peer.operator', 'peer.core', 'peer.bank-a', 'peer.regulator'];
/** The peers ask each other for missing values every five seconds. */
const PATIENCE_MS = 90_000;
const LOOK_MS = 250;

/** A network in which something has happened, and where read models are kept. */
export interface LateStage {
  readonly network: TestNetwork;
  readonly fabric: Side;
  readonly stores: SqlStores;
  readonly definition: NetworkDefinition;
}

/**
 * A bank's peer is away while others endorse and commit; it comes back when all those that hold the values are away, and commits
 * the blocks without them. When the others are back it gets the values, and so does its read model.
 */
export async function lateValues({ network, fabric, stores, definition }: LateStage): Promise<void> {
  await network.stop(LATE_PEER);
  for (const call of CALLS) {
    const { code, details } = await executed(await fabric.as(call.actor), call);
    expect(code, JSON.stringify(details)).to.equal('VALID');
  }
  const height = await fabric.host.stream('OperatorMSP').height();
  await Promise.all(OTHER_PEERS.map((peer) => network.stop(peer)));
  await network.start(LATE_PEER);
  const host = await network.host([LATE]);
  try {
    const source = host.stream(LATE);
    await until(async () => (await source.height()) >= height);
    const model = await ownModel(stores, source, definition);
    const { missing } = await model.store.position();
    expect(missing, 'two documents of a schedule, some of them several times').to.be.above(3);
    expect(await model.store.readerFor(LATE).all('SCHEDULE', { ids: ['LATE'] })).to.deep.equal([]);
    await Promise.all(OTHER_PEERS.map((peer) => network.start(peer)));
    await until(async () => (await model.projector.askAgain()) === 0);
    const [schedule] = await model.store.readerFor(LATE).all('SCHEDULE', { ids: ['LATE'] });
    expect(schedule?.record.receivables.map(({ status }) => status)).to.deep.equal(['CONFIRMED']);
    const after = await ownModel(stores, source, definition);
    expect(await contentsOf(model.database)).to.equal(await contentsOf(after.database));
  } finally {
    await host.close();
  }
}

const receivables = { program: PROGRAM, receivables: ['LATE-01'] };
const claim = {
  documents: [{ type: 'INVOICE', number: 'LATE-1', issueDate: '2015-01-02', amountMinor: 1_000_000n, digest: DIGEST }],
  faceMinor: 1_000_000n,
  deliveryDate: '2015-01-02',
  dueDate: '2015-04-20',
};

const CALLS: readonly Call[] = [
  call('maker@SUP-03', 'receivable:submit', {
    program: PROGRAM,
    schedules: [{ id: 'LATE', creditor: 'SUP-03', debtor: 'CORE-02', claims: [claim] }],
  }),
  call('maker@CORE-02', 'receivable:check', receivables),
  call('checker@CORE-02', 'receivable:confirm', { ...receivables, undertakingDigest: DIGEST }),
];

function call(actor: string, name: string, order: object): Call {
  return { kind: 'call', actor, name, order: toWire(order) as WireOrder, request: `LATE-${name.split(':')[1]?.toUpperCase()}` };
}

/** Waits for a condition. @throws Error when it does not come true in time */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error('it did not happen in time');
}
