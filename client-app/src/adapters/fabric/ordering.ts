import type { Commit, Committer } from 'fabric-common';
import { Fault } from '@tierline/chaincode/api';
import { isReady } from './nodes';

/** An orderer's word that it has taken a transaction. */
const SUCCESS = 'SUCCESS';

/** What became of a transaction that was to be ordered: `LOST` when an orderer may have taken it and its answer did not come. */
export type Ordered = 'TAKEN' | 'LOST';

/** The orderers of a network; the one that answered last is asked first. */
export class Ordering {
  #first = 0;

  constructor(
    private readonly orderers: readonly Committer[],
    private readonly timeoutMs: number,
  ) {}

  /**
   * Gives a signed transaction to the first orderer that takes it; asks each one once. That an earlier one took it too makes no
   * difference: one transaction id is committed once.
   * @throws Fault UNAVAILABLE {reason: 'ORDERER'} when none of them can have taken it
   */
  async order(commit: Commit): Promise<Ordered> {
    const outcomes: Outcome[] = [];
    const first = this.#first;
    for (let turn = 0; turn < this.orderers.length; turn += 1) {
      const place = (first + turn) % this.orderers.length;
      const outcome = await this.#asked(commit, this.orderers[place] as Committer);
      if (outcome === 'TAKEN') this.#first = place;
      if (outcome === 'TAKEN') return outcome;
      outcomes.push(outcome);
    }
    if (outcomes.includes('LOST')) return 'LOST';
    throw new Fault('UNAVAILABLE', { reason: 'ORDERER' });
  }

  async #asked(commit: Commit, orderer: Committer): Promise<Outcome> {
    if (!(await isReady(orderer))) return 'AWAY';
    try {
      const { status } = (await commit.send({ targets: [orderer], requestTimeout: this.timeoutMs })) as { readonly status: string };
      return status === SUCCESS ? 'TAKEN' : 'AWAY';
    } catch {
      return 'LOST';
    }
  }
}

type Outcome = Ordered | 'AWAY';
