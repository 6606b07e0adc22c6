import type { z } from 'zod';
import type { CompanyRole, Duty } from '../domain/company';
import type { Msp } from '../domain/endorsement';
import type { ProgramMembers } from './collections';

/** What an endorsement table may know besides the input: records that the caller may read. */
export interface Parties {
  /** The operator and the regulator of the network. */
  readonly operator: Msp;
  readonly regulator: Msp;
  /** A program's members. */
  program(id: string): Promise<ProgramMembers>;
  /** The debtor's organisation, or the regulator when the debtor's peer does not answer: either counts the same. */
  witness(program: string): Promise<Msp>;
  /** The organisations that host the owners of these tokens. */
  tokenHosts(program: string, tokens: readonly string[]): Promise<readonly Msp[]>;
  /** The organisations that host the owners of the tokens of these transfers. */
  transferHosts(program: string, transfers: readonly string[]): Promise<readonly Msp[]>;
  /** The tokens that an ask names. */
  askTokens(program: string, ask: string): Promise<readonly string[]>;
  /** The organisation that hosts an ask's seller. */
  sellerHost(program: string, ask: string): Promise<Msp>;
  /** Whether one of the receivables' schedules has been confirmed, in part or whole, and so carries a rule of its own. */
  anyConfirmed(program: string, receivables: readonly string[]): Promise<boolean>;
}

/** Where a transaction's request id is kept. */
export type RequestSpace = 'public' | 'program' | 'pair';

/** One transaction: its name, its input, who may call it, and who must endorse it. */
export interface TransactionSpec<S extends z.ZodType = z.ZodType> {
  /** `contract:method`. */
  readonly name: string;
  /** What it does, in one sentence. */
  readonly does: string;
  /** The strict schema of its input; amounts are digit strings outside and bigint inside. */
  readonly input: S;
  /** Companies with one of these roles may call it ... */
  readonly roles: readonly CompanyRole[];
  /** ... by persons with one of these duties. */
  readonly duties: readonly Duty[];
  readonly space: RequestSpace;
  /** The organisations that must endorse. */
  readonly endorsers: (input: z.output<S>, parties: Parties) => Promise<readonly Msp[]>;
}

/** Declares a transaction: keeps the input's type. */
export function transaction<S extends z.ZodType>(spec: TransactionSpec<S>): TransactionSpec<S> {
  return { ...spec, endorsers: async (input, parties) => [...new Set(await spec.endorsers(input, parties))] };
}

/**
 * What a company or its person lacks for a transaction, whatever it names; null when nothing.
 * @param companyRoles of the company
 * @param personDuties of the person
 */
export function needFor(
  { roles, duties }: Pick<TransactionSpec, 'roles' | 'duties'>,
  companyRoles: readonly string[],
  personDuties: readonly string[],
): string | null {
  if (!roles.some((role) => companyRoles.includes(role))) return `a company with role ${roles.join(' or ')}`;
  return duties.some((duty) => personDuties.includes(duty)) ? null : `a person with duty ${duties.join(' or ')}`;
}

/** What a submitted transaction answers: never anything confidential. */
export interface Receipted {
  /** Id of the transaction that first applied this request. */
  readonly transaction: string;
  /** Items that it applied to. */
  readonly count: number;
}

/** The one event of a transaction. */
export interface FactsEvent {
  readonly schema: 1;
  /** `contract:method`. */
  readonly transaction: string;
  /** Program id; empty for what belongs to no program. */
  readonly program: string;
  readonly count: number;
  /** Merkle root over the salted digests of every field of every record changed, hex. */
  readonly factsRoot: string;
}

/** The event's name. */
export const FACTS_EVENT = 'facts';
