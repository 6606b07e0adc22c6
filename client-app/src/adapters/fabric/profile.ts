import type { Msp } from '@tierline/chaincode/api';
import { z } from 'zod';

const MAX_URL = 200;
const MAX_PEM = 20_000;
const msp = z.string().regex(/^[A-Za-z0-9]{2,40}$/);
const pem = z.string().startsWith('-----BEGIN CERTIFICATE-----').max(MAX_PEM);
const grpcNode = z.strictObject({
  /** Node name, as its log file and its certificate have it. */
  name: z.string().min(1).max(80),
  /** `grpcs://host:port`. */
  url: z.string().startsWith('grpcs://').max(MAX_URL),
  /** The certificate authority that issued the node's TLS certificate, PEM. */
  tlsRoot: pem,
});

/** What an organisation's application knows of a Fabric network: no secret is in it. */
export const fabricProfile = z.strictObject({
  channel: z.string().min(1).max(249),
  chaincode: z.string().min(1).max(64),
  /** The organisation whose application this is. */
  msp,
  /** The peer of each organisation. */
  peers: z.record(msp, grpcNode),
  /** Tried in this order; the next one when one does not answer. */
  orderers: z.array(grpcNode).min(1).max(20),
  /** The organisation's certificate authority. `url` is `https://host:port`. */
  authority: z.strictObject({ name: z.string().min(1).max(80), url: z.string().startsWith('https://').max(MAX_URL), tlsRoot: pem }),
  /** About how long a block takes: the orderers' batch timeout, milliseconds. */
  blockTimeMs: z.int().min(10).max(60_000),
});

/** See {@link fabricProfile}. */
export type FabricProfile = z.infer<typeof fabricProfile>;

/** One node that is spoken to by gRPC. */
export type GrpcNode = FabricProfile['orderers'][number];

/** The profiles of the organisations whose applications one process is. */
export type Profiles = ReadonlyMap<Msp, FabricProfile>;
