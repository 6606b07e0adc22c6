import { z } from 'zod';

const msp = z.string().regex(/^[A-Za-z0-9]{2,40}$/);

/** Who may sign for an organisation: the certificates of its authorities. */
const organisation = z.strictObject({
  msp,
  /** Root certificates, PEM. */
  roots: z.array(z.string().min(1).max(8_000)).min(1).max(8),
});

/** The members of a program whose endorsements count. */
const program = z.strictObject({
  id: z.string().regex(/^[A-Z0-9-]{4,40}$/),
  host: msp,
  core: msp,
  regulator: msp,
});

/** Where the roots of facts are notarised: a channel's line in a contract on an EVM chain. */
export const notaryPlace = z.strictObject({
  chainId: z.int().min(1),
  contract: z.string().regex(/^0x[0-9a-f]{40}$/),
  channel: z.string().regex(/^0x[0-9a-f]{64}$/),
});

/** Where the roots of facts are notarised. */
export type NotaryPlace = z.output<typeof notaryPlace>;

/** The schema of {@link Pins}. */
export const pinsSchema = z.strictObject({
  kind: z.literal('tierline-pins'),
  version: z.literal(1),
  channel: z.string().regex(/^[a-z][a-z0-9.-]{0,248}$/),
  chaincode: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
  organisations: z.array(organisation).min(1).max(100),
  programs: z.array(program).min(1).max(200),
  /** Null where nothing is notarised, or the reader does not know where. */
  notary: notaryPlace.nullable(),
});

/**
 * What a reader of proofs relies on, fetched once from somebody whom he trusts: channel, chaincode, the organisations' root certificates,
 * and who must endorse in each program.
 */
export type Pins = z.output<typeof pinsSchema>;
