import { Fault, overlaps, partsOfTokenId } from '@tierline/chaincode/api';
import type { Moment } from '../../ports/books';
import type { Life } from '../lives';

/** A transaction of a token's lineage. */
export interface LineageStep {
  readonly at: Moment;
  /** Ids of the tokens of the lineage that it wrote. */
  readonly wrote: readonly string[];
  /** Ids of those that ended in it. */
  readonly ended: readonly string[];
}

/** The transactions that made a token what it is, from the confirmation on. @throws Fault NOT_FOUND for a token that is no more */
export function lineageOf(lives: readonly Life[], token: string): readonly LineageStep[] {
  const steps = new Map<string, { at: Moment; wrote: string[]; ended: string[] }>();
  const stepAt = (at: Moment) => {
    const step = steps.get(at.transactionId) ?? { at, wrote: [], ended: [] };
    steps.set(at.transactionId, step);
    return step;
  };
  const waiting = lives.filter(({ id, ended }) => id === token && ended === null);
  if (waiting.length === 0) throw new Fault('NOT_FOUND', { kind: 'token', id: token });
  const known = new Set(waiting);
  for (let life = waiting.pop(); life !== undefined; life = waiting.pop()) {
    for (const { at } of life.forms) stepAt(at).wrote.push(life.id);
    if (life.ended !== null) stepAt(life.ended).ended.push(life.id);
    for (const parent of parentsOf(life, lives).filter((each) => !known.has(each))) {
      known.add(parent);
      waiting.push(parent);
    }
  }
  return [...steps.values()].sort((a, b) => a.at.block - b.at.block);
}

/** The lives from whose ranges this one's was made: they ended in the transaction in which it began. */
function parentsOf(life: Life, lives: readonly Life[]): readonly Life[] {
  const began = life.forms[0]?.at.transactionId;
  return lives.filter(
    (other) => other !== life && other.ended?.transactionId === began && overlaps(partsOfTokenId(other.id), partsOfTokenId(life.id)),
  );
}
