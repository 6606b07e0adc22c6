/** A policy as configtx.yaml has it. */
export interface Policy {
  readonly Type: 'Signature' | 'ImplicitMeta';
  readonly Rule: string;
}

const signature = (...principals: readonly string[]): Policy => ({
  Type: 'Signature',
  Rule: `OR(${principals.map((principal) => `'${principal}'`).join(', ')})`,
});
const meta = (Rule: string): Policy => ({ Type: 'ImplicitMeta', Rule });

/** The policies of a channel, and of its orderers and applications. */
export const COMMON = {
  Readers: meta('ANY Readers'),
  Writers: meta('ANY Writers'),
  Admins: meta('MAJORITY Admins'),
} as const;

/** No single organisation changes the chaincode or the channel. */
export const LIFECYCLE = {
  LifecycleEndorsement: meta('MAJORITY Endorsement'),
  Endorsement: meta('MAJORITY Endorsement'),
} as const;

/** Whose signature makes a block one of the channel's: with SmartBFT, the program puts its own quorum in this place. */
export const BLOCK_VALIDATION = { BlockValidation: meta('ANY Writers') } as const;

/** The policies of one organisation. */
export function organisationPolicies(msp: string): Readonly<Record<string, Policy>> {
  return {
    Readers: signature(`${msp}.member`),
    Writers: signature(`${msp}.member`),
    Admins: signature(`${msp}.admin`),
    Endorsement: signature(`${msp}.peer`),
  };
}

/** Who may read whole blocks: the place of the policy in the channel. */
export const APPLICATIONS = 'Applications';

/**
 * Stands where {@link APPLICATIONS} will: configtxgen's language has no organisational units.
 * @see applicationsPolicy
 */
export function placeholder(msps: readonly string[]): Policy {
  return signature(...msps.map((msp) => `${msp}.admin`));
}

/** What an ordinary user's certificate must not read straight from a peer: blocks, transactions, and how many there are. */
export const GUARDED: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'event/Block',
    'event/FilteredBlock',
    'qscc/GetBlockByNumber',
    'qscc/GetBlockByHash',
    'qscc/GetBlockByTxID',
    'qscc/GetTransactionByID',
    'qscc/GetChainInfo',
  ].map((resource) => [resource, `/Channel/Application/${APPLICATIONS}`]),
);
