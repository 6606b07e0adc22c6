import { z } from 'zod';

const MIB = 1_048_576;
const image = z.string().regex(/^[\w./-]{1,120}:(?!latest$)[\w.-]{1,120}$/, 'an image with its version, as hyperledger/fabric-peer:3.1.5');
const port = z.int().min(1024).max(60_000);

/** How the nodes of a Fabric network are set. Every figure has its reason in network/network.yaml. */
export const fabricSettings = z.strictObject({
  /** `raft`: 3 orderers, one may fail. `bft`: 4 orderers, one may lie. */
  consensus: z.enum(['raft', 'bft']),
  /** Where every node listens. */
  host: z.string().regex(/^[a-z0-9.-]{1,100}$/, 'a host name or an address'),
  /** Orderers take ports from here on, organisations from a hundred above; ten each. */
  firstPort: port,
  block: z
    .strictObject({
      /** How long a block waits for more transactions, milliseconds. */
      timeoutMs: z.int().min(50).max(10_000),
      transactions: z.int().min(1).max(10_000),
      preferredBytes: z
        .int()
        .min(10_000)
        .max(100 * MIB),
      maximumBytes: z
        .int()
        .min(100_000)
        .max(100 * MIB),
    })
    .refine(({ preferredBytes, maximumBytes }) => preferredBytes <= maximumBytes, {
      path: ['preferredBytes'],
      message: 'at most maximumBytes',
    }),
  privateData: z.strictObject({
    /** How long a block waits for private values that have not arrived, milliseconds; 0: it is committed, and they are asked for afterwards. */
    pullRetryMs: z.int().min(0).max(60_000),
    /** How often values that are still missing are asked for, milliseconds. */
    reconcileMs: z.int().min(500).max(600_000),
    /** How long an endorser waits for the receipt of the members, milliseconds. */
    pushAckMs: z.int().min(100).max(60_000),
  }),
  chaincode: z.strictObject({
    /** Longest run of one transaction, seconds. */
    executeSeconds: z.int().min(1).max(300),
  }),
  /** Days that a node's certificate lasts. */
  certificateDays: z.int().min(1).max(3_650),
  /** Proposals that a peer answers at a time, and transactions that an orderer takes per second from one client. */
  limits: z.strictObject({ proposals: z.int().min(1).max(10_000), ordererRate: z.int().min(0).max(100_000) }),
  /** The images of the Docker Compose file, each with its version. */
  images: z.strictObject({ peer: image, orderer: image, authority: image, node: image }),
});

/** See {@link fabricSettings}. */
export type FabricSettings = z.infer<typeof fabricSettings>;
