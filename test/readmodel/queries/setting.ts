import { Fault } from '@tierline/chaincode/api';
import type { Page, PageOf, Queries, Viewer } from '@tierline/client-app/dist/ports/queries';
import type { ReadStore } from '@tierline/client-app/dist/ports/readStore';
import type { MemoryStore } from '@tierline/client-app/dist/projection/memoryStore';
import { SECOND } from '../../support/secondProgram';
import { PROGRAM, type World } from '../../support/world';
import { PlainAnswers } from './plain';

/** A read model that is asked, and the same facts in memory to count them by hand. */
export interface Asked {
  readonly world: World;
  readonly queries: Queries;
  readonly memory: MemoryStore;
  /** The store that is asked. */
  readonly store: ReadStore;
  /** Reads what was committed since into both. */
  readonly catchUp: () => Promise<void>;
}

export const PROGRAMS = [PROGRAM, SECOND] as const;

const hosted = (msp: string, company: string): Viewer => ({ msp, company });
const whole = (msp: string): Viewer => ({ msp, company: null });

/** Whoever can look: every organisation, and companies that one of them hosts: creditors, holders, a debtor, one without business. */
export const VIEWERS: readonly Viewer[] = [
  ...['OperatorMSP', 'CoreMSP', 'BankAMSP', 'BankBMSP', 'RegulatorMSP'].map(whole),
  ...['SUP-01', 'SUP-02', 'SUP-03', 'SUP-04', 'SUP-05'].map((company) => hosted('OperatorMSP', company)),
  hosted('CoreMSP', 'CORE-02'),
];

/** An organisation that is in no program, and a company that nobody knows. */
export const STRANGERS: readonly Viewer[] = [whole('StrangerMSP'), hosted('StrangerMSP', 'SUP-01'), hosted('OperatorMSP', 'NOBODY-01')];

/** A viewer's name for messages. */
export const nameOf = ({ msp, company }: Viewer): string => `${company ?? 'all'} at ${msp}`;

/** What the viewer should be told, counted by hand. */
export const plainly = ({ memory }: Asked, viewer: Viewer): PlainAnswers => new PlainAnswers(memory.readerFor(viewer.msp), viewer);

/** All items of a list, page by page. */
export async function everyPage<T>(ask: (page: PageOf) => Promise<Page<T>>, limit: number): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | null = null, asked = 0; ; asked += 1) {
    const page: Page<T> = await ask({ after, limit });
    items.push(...page.items);
    if (page.next === null) return items;
    if (page.items.length !== limit || asked > 10_000) throw new Error('a page that is not the last one is full');
    after = page.next;
  }
}

/** The code and field of a refusal; `none` when it was done. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { field } = error.details;
    return typeof field === 'string' ? `${error.code} ${field}` : error.code;
  }
}

/** Texts that break queries which are glued together. */
export const STRANGE_TEXTS = [
  '%%',
  '__',
  "''",
  "x' or '1'='1",
  '"; drop table receivable; --',
  '\\\\',
  'a\\_b',
  '$1 $2',
  '北京',
  'Ünïcödé',
  '🧾🧾',
  '\u{10ffff}\u{10ffff}',
  '\ud800\ud800',
  'e\u0301\u0301',
  '{"a":1}',
  '::text',
  'x'.repeat(100),
] as const;
