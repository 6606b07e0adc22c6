import { FINGERPRINT_KEYS, pairCollection, programCollection } from '../domain/collectionNames';
import { allOf, anyOf, outOf, type Endorsement, type Msp } from '../domain/endorsement';

/** What an organisation does in the network. */
export type OrganisationRole = 'operator' | 'core' | 'bank' | 'regulator';

/** One organisation of the network. */
export interface Organisation {
  /** Short name, `[A-Z0-9-]{2,20}`; part of collection names. */
  readonly name: string;
  /** Its MSP id. */
  readonly msp: Msp;
  readonly role: OrganisationRole;
}

/** The organisations of one program, by MSP id: the members of its collection. */
export interface ProgramMembers {
  /** Program id, `[A-Z0-9-]{4,40}`. */
  readonly id: string;
  /** The operator that hosts the suppliers. */
  readonly host: Msp;
  readonly core: Msp;
  readonly banks: readonly Msp[];
  /** The bank, one of `banks`, through which the core pays. */
  readonly settlementBank: Msp;
  readonly regulator: Msp;
}

/** What `network/network.yaml` says of organisations and programs; both ledgers derive their collections from it. */
export interface NetworkDefinition {
  /** Channel name. */
  readonly channel: string;
  /** Chaincode name. */
  readonly chaincode: string;
  /** True on a channel for real money: DEMO programs are refused there. */
  readonly production: boolean;
  readonly organisations: readonly Organisation[];
  readonly programs: readonly ProgramMembers[];
}

/** One private data collection, in the terms of Fabric's collection configuration. */
export interface CollectionConfig {
  readonly name: string;
  readonly members: readonly Msp[];
  readonly endorsement: Endorsement;
  readonly memberOnlyRead: true;
  readonly memberOnlyWrite: true;
  /** Peers that must hold the data before the transaction is ordered. */
  readonly requiredPeerCount: number;
  readonly maxPeerCount: number;
  /** Blocks after which the data is removed; 0 = never. */
  readonly blockToLive: 0;
}

const mspsOf = (network: NetworkDefinition, ...roles: readonly OrganisationRole[]): Msp[] =>
  network.organisations.filter((organisation) => roles.includes(organisation.role)).map((organisation) => organisation.msp);

/** The rule for public keys that carry none of their own, and for creating them: AND(OR(operators), OR(cores, regulator)). */
export function chaincodeEndorsement(network: NetworkDefinition): Endorsement {
  return allOf(anyOf(...mspsOf(network, 'operator')), anyOf(...mspsOf(network, 'core', 'regulator')));
}

/** Every explicit collection of the network, in a fixed order. Nothing confidential lies in an implicit collection. */
export function collectionConfigs(network: NetworkDefinition): readonly CollectionConfig[] {
  const regulators = mspsOf(network, 'regulator');
  const pairs = new Map<string, readonly [Msp, Msp]>();
  for (const program of network.programs) {
    for (const bank of program.banks) pairs.set(pairCollection(bank, program.host), [bank, program.host]);
  }
  return [
    collection(FINGERPRINT_KEYS, mspsOf(network, 'operator', 'core', 'regulator'), chaincodeEndorsement(network)),
    ...network.programs.map((program) =>
      collection(
        programCollection(program.id),
        [program.host, program.core, ...program.banks, program.regulator],
        outOf(2, program.host, program.core, program.regulator),
      ),
    ),
    ...[...pairs].map(([name, [bank, host]]) => collection(name, [bank, host, ...regulators], allOf(bank, host))),
  ];
}

/** The names of the collections that an organisation is a member of. */
export function memberCollections(network: NetworkDefinition, msp: Msp): ReadonlySet<string> {
  return new Set(
    collectionConfigs(network)
      .filter(({ members }) => members.includes(msp))
      .map(({ name }) => name),
  );
}

function collection(name: string, members: readonly Msp[], endorsement: Endorsement): CollectionConfig {
  const distinct = [...new Set(members)];
  return {
    name,
    members: distinct,
    endorsement,
    memberOnlyRead: true,
    memberOnlyWrite: true,
    requiredPeerCount: 1,
    maxPeerCount: Math.max(1, distinct.length - 1),
    blockToLive: 0,
  };
}

/** One collection as Fabric's own configuration file has it. */
export interface FabricCollection {
  readonly name: string;
  /** Whose peers hold the data. */
  readonly policy: string;
  readonly requiredPeerCount: number;
  readonly maxPeerCount: number;
  readonly blockToLive: number;
  readonly memberOnlyRead: boolean;
  readonly memberOnlyWrite: boolean;
  /** Who must endorse keys that carry no rule of their own. */
  readonly endorsementPolicy: { readonly signaturePolicy: string };
}

/** The network's collections as Fabric's collection configuration file. */
export function fabricCollections(network: NetworkDefinition): readonly FabricCollection[] {
  return collectionConfigs(network).map(({ members, endorsement, ...config }) => ({
    ...config,
    policy: `OR(${members.map((msp) => `'${msp}.member'`).join(', ')})`,
    endorsementPolicy: { signaturePolicy: signaturePolicy(endorsement) },
  }));
}

/** A rule in Fabric's signature policy language, with the peers of the organisations as signers. */
export function signaturePolicy(rule: Endorsement): string {
  return typeof rule === 'string' ? `'${rule}.peer'` : `OutOf(${rule.n}, ${rule.of.map(signaturePolicy).join(', ')})`;
}
