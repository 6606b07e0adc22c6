import type { Context } from './context';
import type { Outcome } from './outcome';

/** One option of a command. */
export interface OptionSpec {
  /** As people type it: `--due <date>`. */
  readonly flags: string;
  readonly does: string;
}

/** One command: all that its help says and what it does. */
export interface CommandSpec {
  /** One word, or two: `program create`. */
  readonly name: string;
  /** The heading under which the list of commands shows it. */
  readonly group: Group;
  /** What it does, in one sentence. */
  readonly does: string;
  /** Its arguments in order, each with its meaning: `<receivable>`, `[tokens...]`. */
  readonly arguments?: Readonly<Record<string, string>>;
  readonly options?: readonly OptionSpec[];
  /** Command lines that work, without `tierline`. */
  readonly examples: readonly string[];
  /** The shape of what `--json` prints beside `program`, `mode` and `businessDate`. */
  readonly json: string;
  /** Whether it submits transactions: then it takes `--dry-run` and `--request-id`. */
  readonly submits: boolean;
  /** Whether the person may sign it himself: then it takes `--key` and `--signer`. */
  readonly signs?: true;
  /** @throws Fault */
  readonly run: (context: Context) => Promise<Outcome>;
}

/** The headings of the list of commands, in order. */
export const GROUPS = [
  'The network',
  'Signing',
  'Receivables',
  'Tokens and payments',
  'Financing',
  'Settlement',
  'Looking',
  'Proofs',
] as const;
/** One of {@link GROUPS}. */
export type Group = (typeof GROUPS)[number];

/** What a command that submits prints: see `submitted`. */
export const SUBMITTED_JSON = '{dryRun: false, transactions: [{name, transactionId, block, items}], items}';
