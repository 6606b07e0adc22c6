import {
  chaincodeEndorsement,
  collectionConfigs,
  type CollectionConfig,
  type Endorsement,
  type Msp,
  type NetworkDefinition,
} from '@tierline/chaincode/api';
import { namedBy } from './storeKeys';

/** The collections and policies of one network definition, ready to be asked. */
export class NetworkRules {
  private readonly collections: ReadonlyMap<string, CollectionConfig>;
  private readonly organisations: ReadonlySet<Msp>;
  /** The policy of public keys that have none of their own. */
  readonly chaincodePolicy: Endorsement;

  constructor(readonly network: NetworkDefinition) {
    this.collections = new Map(collectionConfigs(network).map((config) => [config.name, config]));
    this.organisations = new Set(network.organisations.map(({ msp }) => msp));
    this.chaincodePolicy = chaincodeEndorsement(network);
  }

  /** Whether the organisation belongs to the network. */
  hasOrganisation(msp: Msp): boolean {
    return this.organisations.has(msp);
  }

  /** Names of the collections that the organisation is a member of. */
  collectionsOf(msp: Msp): readonly string[] {
    return [...this.collections.values()].filter(({ members }) => members.includes(msp)).map(({ name }) => name);
  }

  /** Whether the organisation is a member of the collection. @throws Error naming a collection that the network does not define */
  isMember(collection: string, msp: Msp): boolean {
    const config = this.collections.get(collection);
    if (config === undefined) throw new Error(`collection ${collection} could not be found`);
    return config.members.includes(msp);
  }

  /** The policy of a store key that has none of its own: its collection's, or the chaincode's. */
  policyOf(storeKey: string): Endorsement {
    const { collection } = namedBy(storeKey);
    return this.collections.get(collection)?.endorsement ?? this.chaincodePolicy;
  }
}
