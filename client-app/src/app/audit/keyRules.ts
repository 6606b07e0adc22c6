import {
  chaincodeEndorsement,
  collectionConfigs,
  isEndorsed,
  type Endorsement,
  type Msp,
  type NetworkDefinition,
} from '@tierline/chaincode/api';
import type { EndorsedChanges } from '../../proving/endorsedMessage';

/** Reads the bytes of a rule. @throws Error for bytes that are none */
export type RuleReader = (bytes: Uint8Array) => Endorsement;

const UNREADABLE: Endorsement = { n: 1, of: [] };

/** The rules of all keys, transaction after transaction: each key's own, or that of its collection, or the chaincode's. */
export class KeyRules {
  /** Keys that are there, with the rules of their own; null for those that have none. */
  readonly #keys = new Map<string, Endorsement | null>();
  readonly #collections: ReadonlyMap<string, Endorsement>;
  readonly #chaincode: Endorsement;

  constructor(
    network: NetworkDefinition,
    private readonly ruleIn: RuleReader,
  ) {
    this.#collections = new Map(collectionConfigs(network).map(({ name, endorsement }) => [name, endorsement]));
    this.#chaincode = chaincodeEndorsement(network);
  }

  /** The keys that a transaction changes although the rule of each asks for others than endorsed it. */
  unmet({ writes, rules }: EndorsedChanges, endorsers: ReadonlySet<Msp>): readonly string[] {
    const signers = [...endorsers];
    const keys = [...new Set([...writes.keys(), ...rules.keys()])];
    return keys.filter((key) => !isEndorsed(this.#ruleOf(key), signers));
  }

  /** Takes a transaction's changes over. A key keeps its rule until it gets another one or is deleted. */
  apply({ writes, rules }: EndorsedChanges): void {
    for (const [key, isKept] of writes) {
      if (isKept) this.#keys.set(key, this.#keys.get(key) ?? null);
      else this.#keys.delete(key);
    }
    for (const [key, bytes] of rules) if (this.#keys.has(key)) this.#keys.set(key, this.#read(bytes));
  }

  /** Nobody satisfies a rule that cannot be read. */
  #read(bytes: Uint8Array): Endorsement {
    try {
      return this.ruleIn(bytes);
    } catch {
      return UNREADABLE;
    }
  }

  #ruleOf(key: string): Endorsement {
    const own = this.#keys.get(key) ?? null;
    return own ?? this.#collections.get(key.split('/', 1)[0] ?? '') ?? this.#chaincode;
  }
}
