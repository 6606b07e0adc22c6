import { partsOfTokenId, tokenId, type OpenedFact, type Token } from '@tierline/chaincode/api';
import type { ProofLeaf, ProofStep } from '../../proving/proof';
import { placeIn } from '../../proving/records';
import type { Desk } from '../desk';
import { livesOf } from '../lives';
import { scheduleOf } from '../receivables';
import { isSigned, shownConsent } from './consents';
import type { Endorsers } from './endorsers';
import { leafOf } from './leaves';
import { lineageOf, type LineageStep } from './lineageOf';
import { namesFor, type Showing } from './showing';
import { factsIn, transactionIn } from './storedFacts';

/** The steps of a token's lineage. @throws Fault NOT_FOUND, UNAVAILABLE */
export async function stepsOf(desk: Desk, token: string, showing: Showing, endorsers: Endorsers): Promise<ProofStep[]> {
  const { session, view } = desk;
  const { receivable } = partsOfTokenId(token);
  const lineage = lineageOf(await livesOf(session.books, view, scheduleOf(receivable), receivable), token);
  const places = new Map<string, string>();
  const steps: ProofStep[] = [];
  for (const step of lineage) {
    const { block, transactionId } = step.at;
    const [transaction, endorsed] = await Promise.all([
      transactionIn(session.ledger, block, transactionId),
      session.ledger.evidence(block, transactionId),
    ]);
    const facts = factsIn(session.network.channel, transaction);
    const leaves = chosenLeaves(step, facts, receivable, places, showing);
    const consent = shownConsent(facts, showing, { receivable, tokens: [...step.wrote, ...step.ended] });
    steps.push({ block, transaction: transactionId, endorsed: endorsers.told(endorsed), leaves, consent, notarised: null });
  }
  return steps;
}

/** Of the records of a step those that concern the token. @param places where each token of the lineage lies; kept up to date */
function chosenLeaves(
  { wrote, ended, at }: LineageStep,
  facts: readonly OpenedFact[],
  receivable: string,
  places: Map<string, string>,
  showing: Showing,
): ProofLeaf[] {
  const tokens = new Map(facts.filter(isToken).map((fact) => [tokenId(fact.record as Token), fact.place]));
  const left = [...ended, ...wrote].flatMap((id) => leftPlace(places.get(id), tokens.get(id)));
  const first = at.transaction === 'receivable:confirm' ? placesOfReceivable(facts, receivable) : [];
  const wanted = new Set([...first, ...left, ...wrote.flatMap((id) => tokens.get(id) ?? [])]);
  for (const id of ended) places.delete(id);
  for (const id of wrote) places.set(id, tokens.get(id) ?? '');
  const isWanted = (fact: OpenedFact): boolean => wanted.has(fact.place) || isSigned(fact);
  return facts.filter(isWanted).map((fact) => leafOf(fact, namesFor(showing, 'STEPS', placeIn(fact.place).what)));
}

/** What shows that a token is no more where it was: its deleted key, or the head of the document that it left. */
function leftPlace(before: string | undefined, after: string | undefined): readonly string[] {
  if (before === undefined || before === after) return [];
  const { isPart, document } = placeIn(before);
  return isPart && after !== undefined && placeIn(after).document === document ? [] : [document];
}

const isToken = ({ place, record }: OpenedFact): boolean => record !== null && placeIn(place).what === 'TOKEN';

/** Places of the head of a receivable's schedule and of the receivable itself. */
function placesOfReceivable(facts: readonly OpenedFact[], receivable: string): readonly string[] {
  const head = facts.find(({ place, record }) => placeIn(place).what === 'SCHEDULE' && isNamed(record, scheduleOf(receivable)));
  const own = facts.filter(({ place, record }) => placeIn(place).document === head?.place && isAt(record, Number(receivable.slice(-2))));
  return [head, ...own].flatMap((fact) => fact?.place ?? []);
}

const isNamed = (record: object | null, id: string): boolean => record !== null && 'id' in record && record.id === id;
const isAt = (record: object | null, ordinal: number): boolean => record !== null && 'ordinal' in record && record.ordinal === ordinal;
