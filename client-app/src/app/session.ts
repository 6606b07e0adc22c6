import type { Fault, Msp, NetworkDefinition } from '@tierline/chaincode/api';
import type { Books } from '../ports/books';
import type { Identity, IdentityAttributes, Ledger } from '../ports/ledger';

/** Told of a command that was refused: no refusal reaches a block. */
export type RefusalListener = (session: Session, refused: Refused) => void;

/** A command that was refused. */
export interface Refused {
  /** `contract:method`. */
  readonly transaction: string;
  /** Null for what concerns no program. */
  readonly program: string | null;
  readonly fault: Fault;
  /** Whether the caller's own company may know why: not where it named what it may not see. */
  readonly isToldToCompany: boolean;
}

/** Organisations that do not answer. */
export interface Away {
  has(msp: Msp): boolean;
  add(msp: Msp): unknown;
}

/** One person at work: who he is, his connection to the ledger, and what his organisation knows. */
export interface Session {
  readonly identity: Identity;
  readonly attributes: IdentityAttributes;
  readonly ledger: Ledger;
  readonly books: Books;
  readonly network: NetworkDefinition;
  /** Organisations whose peers do not answer: the regulator then stands in for the debtor. */
  readonly unreachable: Away;
  readonly onRefusal: RefusalListener;
}

/** Opens sessions: one connection for each identity, one set of books for each organisation. */
export interface Sessions {
  /** The session of an enrolled person. @throws Fault NOT_FOUND */
  as(user: string): Promise<Session>;
  /** Enrols a person and opens his session. */
  enrol(msp: Msp, user: string, attributes: IdentityAttributes): Promise<Session>;
  /** Names of all enrolled people. */
  users(): Promise<readonly string[]>;
  readonly network: NetworkDefinition;
}
