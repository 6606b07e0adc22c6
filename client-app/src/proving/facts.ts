import { z } from 'zod';
import { leafDigest, rootOf } from './digests';
import { endorsedMessage, type EndorsedMessage } from './endorsedMessage';
import { Failure } from './failure';
import type { Opened } from './lineage';
import type { Proof, ProofEndorsed, ProofLeaf, ProofStep } from './proof';
import { placeIn } from './records';
import { decodeBase64 } from 'ethers';

const event = z.strictObject({
  schema: z.literal(1),
  transaction: z.string().regex(/^[a-z]+:[A-Za-z]+$/),
  program: z.string(),
  count: z.int(),
  factsRoot: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What organisations endorsed when they endorsed a step. */
export type StepFacts = z.output<typeof event> & Pick<EndorsedMessage, 'reads'>;

const standing = z.strictObject({
  kind: z.literal('STANDING'),
  schema: z.literal(1),
  channel: z.string(),
  program: z.string(),
  at: z.iso.datetime({ precision: 3 }),
  facts: z.array(z.strictObject({ place: z.string(), digest: z.string().regex(/^[0-9a-f]{64}$/) })).length(5),
});

/** What peers say of a token now. */
export type StandingFacts = z.output<typeof standing> & Pick<EndorsedMessage, 'reads'>;

/** The facts that a step states. @throws Failure NO_EVENT, OTHER_CHAINCODE, OTHER_TRANSACTION */
export function factsOf(proof: Proof, { endorsed, transaction }: ProofStep, where: string): StepFacts {
  const message = messageOf(proof, endorsed, where);
  const parsed = event.safeParse(jsonOf(message.event?.payload ?? ''));
  if (message.event?.name !== 'facts' || message.event.chaincode !== proof.chaincode || !parsed.success)
    throw new Failure('NO_EVENT', where);
  if (parsed.data.program !== proof.program) throw new Failure('NO_EVENT', where, 'of another program');
  if (message.event.transaction !== transaction) throw new Failure('OTHER_TRANSACTION', where);
  return { ...parsed.data, reads: message.reads };
}

/** What peers answered of the token. @throws Failure NO_EVENT, OTHER_CHAINCODE, OTHER_CHANNEL */
export function standingOf(proof: Proof, where: string): StandingFacts {
  const message = messageOf(proof, proof.standing.endorsed, where);
  const parsed = standing.safeParse(jsonOf(message.response));
  if (message.event !== null || !parsed.success || parsed.data.program !== proof.program) throw new Failure('NO_EVENT', where);
  if (parsed.data.channel !== proof.channel) throw new Failure('OTHER_CHANNEL', where);
  return { ...parsed.data, reads: message.reads };
}

function messageOf(proof: Proof, { payload }: ProofEndorsed, where: string): EndorsedMessage {
  const message = read(payload, where);
  if (message.chaincode !== proof.chaincode) throw new Failure('OTHER_CHAINCODE', where);
  return message;
}

function read(payload: string, where: string): EndorsedMessage {
  try {
    return endorsedMessage(decodeBase64(payload));
  } catch {
    throw new Failure('NO_EVENT', where, 'unreadable');
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The records of a step, each found under the endorsed root. @throws Failure FACTS_DIFFER, RECORD_UNEXPECTED */
export function openedIn(proof: Proof, leaves: readonly ProofLeaf[], root: string, where: string): readonly Opened[] {
  return opened(proof, leaves, where, (leaf, digest) => rootOf(digest, leaf.path) === root);
}

/** The records that peers say are the present ones. @throws Failure FACTS_DIFFER, RECORD_UNEXPECTED */
export function openedAmong(proof: Proof, facts: StandingFacts['facts'], where: string): readonly Opened[] {
  return opened(
    proof,
    proof.standing.leaves,
    where,
    ({ place, path }, digest) => path.length === 0 && facts.some((fact) => fact.place === place && fact.digest === digest),
  );
}

function opened(
  { channel, program }: Proof,
  leaves: readonly ProofLeaf[],
  where: string,
  isThere: (leaf: ProofLeaf, digest: string) => boolean,
): readonly Opened[] {
  if (new Set(leaves.map(({ place }) => place)).size < leaves.length) throw new Failure('RECORD_UNEXPECTED', where, 'one twice');
  return leaves.map((leaf) => {
    const place = placeIn(leaf.place);
    if (!isThere(leaf, leafDigest(channel, leaf)) || !isOrdered(leaf)) throw new Failure('FACTS_DIFFER', where);
    if (place.what === 'OTHER' || place.program !== program) throw new Failure('RECORD_UNEXPECTED', where);
    return { leaf, place };
  });
}

function isOrdered({ fields }: ProofLeaf): boolean {
  return (fields ?? []).every(({ name }, index, all) => index === 0 || (all[index - 1]?.name ?? '') < name);
}
