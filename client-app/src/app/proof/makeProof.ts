import {
  Fault,
  partsOfTokenId,
  STANDING,
  tokenId,
  type Msp,
  type OpenedFact,
  type Token,
  type TokenStanding,
} from '@tierline/chaincode/api';
import { sealOf } from '../../proving/digests';
import { endorsedMessage, identityIn } from '../../proving/endorsedMessage';
import { placeIn } from '../../proving/records';
import { PROOF_VERSION, type Proof, type ProofEndorsed, type ProofLeaf, type ProofStep } from '../../proving/proof';
import type { Endorsed } from '../../ports/ledger';
import type { Desk } from '../desk';
import { livesOf } from '../lives';
import { partiesOf } from '../parties';
import { scheduleOf } from '../receivables';
import { tokensNamed } from '../tokens';
import { sightOf } from '../visible';
import { requireSeenToken } from '../worth';
import { SHOWABLE, type Showable, type ShowableName } from './fields';
import { leafOf } from './leaves';
import { lineageOf, type LineageStep } from './lineageOf';
import { pinsFor, pinsOf } from './pinsOf';
import { presentFacts } from './presentFacts';
import { factsIn, transactionIn } from './storedFacts';

/**
 * Makes the proof of a token: its lineage from the confirmed receivable on, with what organisations endorsed at each step, and what their
 * peers say of it now.
 * @param show what is shown beyond what every proof shows
 * @throws Fault NOT_FOUND for a token that the caller's company may not see, or that is no more; NOT_AUTHORISED {need} for fields that are
 *   for the parties of the claim to show; UNAVAILABLE
 */
export async function makeProof(desk: Desk, token: string, show: readonly ShowableName[]): Promise<Proof> {
  const { session, view } = desk;
  const [row] = await tokensNamed(session.books, view.id, [token]);
  if (row === undefined) throw new Fault('NOT_FOUND', { kind: 'token', id: token });
  await requireSeenToken(desk, token, row.token.owner);
  await requireMayShow(desk, row.schedule, show);
  const { receivable, from, to } = partsOfTokenId(token);
  const endorsers = new Endorsers();
  const chosen = show.map((name): Showable => SHOWABLE[name]);
  const steps = await stepsOf(desk, token, chosen, endorsers);
  const standing = await standingOf(desk, row.token, chosen, endorsers);
  const { channel, chaincode } = session.network;
  const proof: Omit<Proof, 'seal'> = {
    kind: 'tierline-proof',
    version: PROOF_VERSION,
    channel,
    chaincode,
    program: view.id,
    token: { receivable, from: String(from), to: String(to) },
    endorsers: endorsers.identities(),
    steps,
    standing,
    notary: null,
    pins: pinsFor(await pinsOf(session.network, session.ledger), view.id, endorsers.msps),
  };
  return { ...proof, seal: sealOf(proof) };
}

async function requireMayShow(desk: Desk, schedule: Parameters<typeof sightOf>[1], show: readonly ShowableName[]): Promise<void> {
  const barred = show.find((name) => SHOWABLE[name].isParties);
  if (barred === undefined || (await sightOf(desk, schedule)).isWhole) return;
  throw new Fault('NOT_AUTHORISED', { need: `a party of the claim, to show ${barred}` });
}

/** The endorsers of a proof, each once, by number. */
class Endorsers {
  readonly #numbers = new Map<string, number>();
  readonly msps = new Set<Msp>();

  identities(): string[] {
    return [...this.#numbers.keys()];
  }

  /** What was endorsed, as a proof has it. */
  told({ payload, signatures }: Endorsed): ProofEndorsed {
    return {
      payload: base64(payload),
      signatures: signatures.map(({ endorser, signature }) => ({ endorser: this.#numberOf(endorser), signature: base64(signature) })),
    };
  }

  #numberOf(endorser: Uint8Array): number {
    const identity = base64(endorser);
    const number = this.#numbers.get(identity) ?? this.#numbers.size;
    this.#numbers.set(identity, number);
    this.msps.add(identityIn(endorser).msp);
    return number;
  }
}

async function stepsOf(desk: Desk, token: string, show: readonly Showable[], endorsers: Endorsers): Promise<ProofStep[]> {
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
    const leaves = chosenLeaves(step, factsIn(session.network.channel, transaction), receivable, places, show);
    steps.push({ block, transaction: transactionId, endorsed: endorsers.told(endorsed), leaves, notarised: null });
  }
  return steps;
}

/** Of the records of a step those that concern the token. @param places where each token of the lineage lies; kept up to date */
function chosenLeaves(
  { wrote, ended, at }: LineageStep,
  facts: readonly OpenedFact[],
  receivable: string,
  places: Map<string, string>,
  show: readonly Showable[],
): ProofLeaf[] {
  const tokens = new Map(facts.filter(isToken).map((fact) => [tokenId(fact.record as Token), fact.place]));
  const left = [...ended, ...wrote].flatMap((id) => leftPlace(places.get(id), tokens.get(id)));
  const first = at.transaction === 'receivable:confirm' ? placesOfReceivable(facts, receivable) : [];
  const wanted = new Set([...first, ...left, ...wrote.flatMap((id) => tokens.get(id) ?? [])]);
  for (const id of ended) places.delete(id);
  for (const id of wrote) places.set(id, tokens.get(id) ?? '');
  const isWanted = (fact: OpenedFact): boolean => wanted.has(fact.place) || isConsent(fact, show);
  return facts.filter(isWanted).map((fact) => leafOf(fact, namesFor(show, 'STEPS', placeIn(fact.place).what)));
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

const isConsent = ({ place, record }: OpenedFact, show: readonly Showable[]): boolean =>
  placeIn(place).what === 'REQUEST' && record !== null && 'consent' in record && show.some(({ of }) => of === 'REQUEST');

const namesFor = (show: readonly Showable[], where: Showable['where'], what: string): readonly string[] =>
  show.filter((each) => each.where === where && each.of === what).flatMap(({ names }) => names);

async function standingOf(desk: Desk, token: Token, show: readonly Showable[], endorsers: Endorsers): Promise<Proof['standing']> {
  const { session, view } = desk;
  const parties = partiesOf(session.books, session.network, session.unreachable);
  const asked = [...new Set([token.ownerMsp, await parties.witness(view.id), ...(await extraWitness(desk, token))])];
  const endorsed = await session.ledger.attest(STANDING.name, { program: view.id, token: tokenId(token) }, asked);
  const { facts } = JSON.parse(endorsedMessage(endorsed.payload).response) as TokenStanding;
  const present = await presentFacts(desk, token);
  const leaves = facts.map(({ place, digest }) => {
    const fact = present.find((each) => each.place === place && each.digest === digest);
    if (fact === undefined) throw new Fault('UNAVAILABLE', { reason: 'PEER', mend: 'the records are just changing: try again' });
    return { ...leafOf(fact, namesFor(show, 'STANDING', placeIn(place).what)), path: [] };
  });
  return { endorsed: endorsers.told(endorsed), leaves };
}

/** Where the owner's host is the debtor's organisation itself, the regulator tells beside it: nobody alone can. */
async function extraWitness({ session, view }: Desk, { ownerMsp }: Token): Promise<readonly Msp[]> {
  const program = session.network.programs.find(({ id }) => id === view.id);
  return program !== undefined && program.core === ownerMsp ? [program.regulator] : [];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
