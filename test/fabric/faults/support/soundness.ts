import type { Msp } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { Auditor } from '../../../simulation/auditor/auditor';
import { NETWORK_FILE } from '../../../simulation/chain';
import type { BlockViews } from './chainReader';
import * as checkers from './checkers';
import type { Ground } from './ground';
import type { Attempt } from './recorder';
import { ledgersDiffer, peerStates } from './snapshots';

const REGULATOR = 'RegulatorMSP';
const RESOLVED_MS = 10_000;
const auditors = new WeakMap<Ground, Auditor>();

/** What a run has left on the network, for the report. */
export interface Soundness {
  readonly transactions: number;
  readonly unknown: number;
}

/**
 * Checks C1 to C7 on all that was committed since the last check.
 * @param attempts what the run's clients were told; null when others than this process's clients wrote
 */
export async function expectSound(ground: Ground, attempts: readonly Attempt[] | null): Promise<Soundness> {
  const unknown = (attempts ?? []).filter(({ ending }) => ending === 'UNKNOWN').length;
  const healedMs = Date.now();
  const blocks = await ground.chain.read();
  if (unknown > 0) expect(Date.now() - healedMs, 'C5 in time').to.be.below(RESOLVED_MS);
  const codes = checkers.codesIn(blocks);
  expectAudited(ground, blocks);
  if (attempts !== null) expectTold(attempts, codes);
  await expectLevel(ground);
  expect(checkers.tablesAreReplayed(await ground.model.compared()), 'C7').to.deep.equal([]);
  const late = checkers.codesIn(await ground.chain.peek());
  expect(checkers.unknownAreResolved(attempts ?? [], codes, late), 'C5').to.deep.equal([]);
  return { transactions: codes.get(REGULATOR)?.size ?? 0, unknown };
}

/** Takes in what was committed since the last check, so that a run's own clients are asked for no more than the run. */
export async function settle(ground: Ground): Promise<void> {
  expectAudited(ground, await ground.chain.read());
}

function expectAudited(ground: Ground, blocks: readonly BlockViews[]): void {
  const auditor = auditors.get(ground) ?? new Auditor(NETWORK_FILE, REGULATOR);
  auditors.set(ground, auditor);
  const found = [...blocks.flatMap((views) => auditor.take(views)), ...auditor.checkAll()];
  expect(checkers.sumsAreKept(found), 'C1').to.deep.equal([]);
  expect(checkers.financedOnce(found), 'C2').to.deep.equal([]);
  expect(checkers.otherwiseSound(found), 'the other invariants').to.deep.equal([]);
}

function expectTold(attempts: readonly Attempt[], codes: ReadonlyMap<Msp, checkers.Codes>): void {
  expect(checkers.acknowledgedAreKept(attempts, codes), 'C3').to.deep.equal([]);
  expect(checkers.failedAreNotCommitted(attempts, codes), 'C4').to.deep.equal([]);
}

async function expectLevel({ network: { setting } }: Ground): Promise<void> {
  const states = await peerStates(setting);
  expect(checkers.peersAgree(states), 'C6').to.deep.equal([]);
  const [one, other] = states;
  expect(await ledgersDiffer(setting, one?.msp ?? '', other?.msp ?? ''), 'C6 by ledgerutil').to.equal('');
}
