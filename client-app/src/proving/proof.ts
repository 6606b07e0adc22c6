import { CONSENT_STRUCTS, type ConsentAct } from '@tierline/chaincode/consent';
import { z } from 'zod';
import { notaryPlace, pinsSchema } from './pins';

/** The version of proofs that this program makes and reads. */
export const PROOF_VERSION = 1;
/** Most bytes of a proof. */
export const MAX_PROOF_BYTES = 20_000_000;

const MAX_STEPS = 2_000;
const MAX_LEAVES = 250;
const MAX_FIELDS = 60;
const MAX_PATH = 40;
const MAX_ITEMS = 1_000;
const MAX_TEXT = 4_000_000;

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const base64 = z.base64().max(MAX_TEXT);
const whole = z.int().min(0);
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,59}$/);

/** A field of a record: shown with the salt that opens it and no other, or hidden behind its digest. */
const field = z.union([z.strictObject({ name, digest }), z.strictObject({ name, salt: digest, value: z.json() })]);

/** A record, or a part of a document, under a facts root. */
const leaf = z.strictObject({
  place: z.string().min(1).max(400),
  /** In the order of their names; null for a record that was deleted. */
  fields: z.array(field).min(1).max(MAX_FIELDS).nullable(),
  path: z.array(digest).max(MAX_PATH),
});

/** What organisations endorsed: Fabric's bytes, and each signature with the number of its endorser in `endorsers`. */
const endorsed = z.strictObject({
  payload: base64,
  signatures: z
    .array(z.strictObject({ endorser: whole, signature: base64.max(200) }))
    .min(1)
    .max(50),
});

/** Where a step's facts root lies: its place in the block, the number of the notarised root in `notary.roots`, and the way up to it. */
const entry = z.strictObject({
  index: whole,
  root: whole,
  siblings: z.array(z.string().regex(/^0x[0-9a-f]{64}$/)).max(64),
});

const line = z.string().max(2_000);
/** What cannot be guessed, for it ends in a random reference: shown, or hidden behind its keccak256. */
const hideable = z.union([line, z.strictObject({ keccak256: z.string().regex(/^0x[0-9a-f]{64}$/) })]);

/** What a person agreed to, in the form in which he signed it: of the items those that belong to the token. */
const consent = z.strictObject({
  act: z.enum(Object.keys(CONSENT_STRUCTS) as [ConsentAct, ...ConsentAct[]]),
  /** Id of the network. */
  network: digest,
  message: z.strictObject({
    act: line,
    program: line,
    company: line,
    person: line,
    items: z.array(hideable).min(1).max(MAX_ITEMS),
    count: line,
    total: hideable,
    terms: z.array(line).max(MAX_ITEMS),
    requestId: line,
    deadline: line,
    channel: line,
    chaincode: line,
  }),
});

const step = z.strictObject({
  block: whole,
  transaction: digest,
  endorsed,
  leaves: z.array(leaf).min(1).max(MAX_LEAVES),
  /** Null where nothing is shown of what was agreed to. */
  consent: consent.nullable(),
  notarised: entry.nullable(),
});

const amount = z.string().regex(/^(0|[1-9][0-9]{0,29})$/);

const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/);

/** Notarised roots: where they are, and the blocks of the ledger that each covers. */
const notary = z.strictObject({
  place: notaryPlace,
  roots: z
    .array(z.strictObject({ root: bytes32, fromBlock: whole, toBlock: whole, transaction: bytes32 }))
    .min(1)
    .max(MAX_STEPS),
});

/** The schema of {@link Proof}. */
export const proofSchema = z.strictObject({
  kind: z.literal('tierline-proof'),
  version: z.literal(PROOF_VERSION),
  channel: z.string().min(1).max(250),
  chaincode: z.string().min(1).max(100),
  program: z.string().regex(/^[A-Z0-9-]{4,40}$/),
  token: z.strictObject({ receivable: z.string().min(1).max(80), from: amount, to: amount }),
  /** Fabric's SerializedIdentity of each endorser. */
  endorsers: z.array(base64.max(12_000)).min(1).max(200),
  steps: z.array(step).min(1).max(MAX_STEPS),
  standing: z.strictObject({ endorsed, leaves: z.array(leaf).min(1).max(10) }),
  notary: notary.nullable(),
  /** What the maker of the proof relies on: a hint, of which only what the proof needs. */
  pins: pinsSchema,
  /** SHA-256 of the canonical form of all the rest: finds damage, not fraud. */
  seal: digest,
});

/** A proof as it is written. */
export type Proof = z.output<typeof proofSchema>;
/** One committed transaction of a token's lineage. */
export type ProofStep = Proof['steps'][number];
/** What a person agreed to in a step, as far as a proof shows it. */
export type ProofConsent = NonNullable<ProofStep['consent']>;
/** A record under a facts root, opened in part. */
export type ProofLeaf = ProofStep['leaves'][number];
/** A field of a record, shown or hidden. */
export type ProofField = NonNullable<ProofLeaf['fields']>[number];
/** What organisations endorsed. */
export type ProofEndorsed = ProofStep['endorsed'];
