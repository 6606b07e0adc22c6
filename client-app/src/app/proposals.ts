import { canonicalText, type AnyRecord, type Proposal, type ProposalSubject, type Wire } from '@tierline/chaincode/api';
import type { RecordReader } from '../ports/books';

/** One field of a record that a proposal changes. */
export interface ProposedChange {
  /** A field's name; of a policy the name of the rule. */
  readonly field: string;
  /** As it is; null where it is new. */
  readonly was: string | null;
  /** As it will be; null where it is taken out. */
  readonly becomes: string | null;
}

/** What waits for a second person of the operator, with what it changes. */
export interface ProposalSeen {
  readonly proposal: string;
  readonly subject: ProposalSubject;
  /** The company, the version of the policy, or currency and version of the calendar. */
  readonly about: string;
  /** The person who proposed. */
  readonly proposedBy: string;
  readonly status: Proposal['status'];
  readonly changes: readonly ProposedChange[];
}

/** Dates of a calendar that a change tells one by one. */
const MAX_DATES = 60;
/** What every record has and nobody decides. */
const OF_EVERY_RECORD = new Set(['kind', 'schemaVersion']);

/** All proposals, those that wait first. */
export async function proposalsOf(books: RecordReader): Promise<readonly ProposalSeen[]> {
  const records = (await books.all('PROPOSAL')).map(({ record }) => record);
  const seen = await Promise.all(records.map((record) => seenOf(books, record)));
  return seen.sort((a, b) => Number(b.status === 'OPEN') - Number(a.status === 'OPEN') || (a.proposal < b.proposal ? -1 : 1));
}

async function seenOf(books: RecordReader, { id, subject, content, proposedBy, status }: Proposal): Promise<ProposalSeen> {
  const wanted = fieldsOf(content);
  const before = status === 'OPEN' ? await inForce(books, subject, wanted) : null;
  const changes = subject === 'CALENDAR' ? calendarChanges(before, wanted) : changesOf(before, wanted);
  return { proposal: id, subject, about: aboutOf(subject, wanted), proposedBy, status, changes };
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (content: Wire): Fields => (typeof content === 'object' && content !== null ? (content as Fields) : {});

const textOf = (value: unknown): string | null => {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : canonicalText(value);
};

function aboutOf(subject: ProposalSubject, content: Fields): string {
  const name = { POLICY: [content['version']], CALENDAR: [content['currency'], content['version']], COMPANY: [content['id']] }[subject];
  return name.map((part) => textOf(part) ?? '').join(' ');
}

/** The record that the proposal would change, or the version before the one that it would make. */
async function inForce(books: RecordReader, subject: ProposalSubject, content: Fields): Promise<Fields | null> {
  if (subject === 'COMPANY') return recordOf((await books.find('COMPANY', '', textOf(content['id']) ?? ''))?.record);
  if (subject === 'POLICY') return latest((await books.all('POLICY')).map(({ record }) => record));
  const calendars = (await books.all('CALENDAR')).map(({ record }) => record);
  return latest(calendars.filter(({ currency }) => currency === content['currency']));
}

const recordOf = (record: AnyRecord | undefined): Fields | null => (record === undefined ? null : (record as unknown as Fields));

const latest = (records: readonly (AnyRecord & { readonly version: number })[]): Fields | null =>
  recordOf([...records].sort((a, b) => b.version - a.version)[0]);

/** Every field that differs; a policy's rules one by one. */
function changesOf(before: Fields | null, content: Fields): readonly ProposedChange[] {
  const [old, wanted] = [flat(before ?? {}), flat(content)];
  return [...new Set([...old.keys(), ...wanted.keys()])]
    .map((field) => ({ field, was: old.get(field) ?? null, becomes: wanted.get(field) ?? null }))
    .filter(({ was, becomes }) => was !== becomes);
}

function flat(record: Fields): ReadonlyMap<string, string | null> {
  const fields = Object.entries(record).filter(([name]) => !OF_EVERY_RECORD.has(name));
  return new Map(
    fields.flatMap(([name, value]): [string, string | null][] => (name === 'rules' ? rulesIn(value) : [[name, textOf(value)]])),
  );
}

function rulesIn(value: unknown): [string, string | null][] {
  const rules = value as readonly { readonly rule: string; readonly figure: number; readonly source: string }[];
  return rules.map(({ rule, figure, source }) => [rule, `${figure} (${source})`]);
}

/** A calendar's lists of days by what is new in them and what is gone. */
function calendarChanges(before: Fields | null, content: Fields): readonly ProposedChange[] {
  const lists = ['holidays', 'workingWeekends'];
  const others = changesOf(without(before ?? {}, lists), without(content, lists));
  const days = lists.flatMap((field) => {
    const [old, wanted] = [daysIn(before?.[field]), daysIn(content[field])];
    const [added, gone] = [wanted.filter((day) => !old.includes(day)), old.filter((day) => !wanted.includes(day))];
    return added.length + gone.length === 0 ? [] : [{ field, was: told(gone), becomes: told(added) }];
  });
  return [...others, ...days];
}

const without = (record: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

const daysIn = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as readonly string[]) : []);

function told(days: readonly string[]): string | null {
  if (days.length === 0) return null;
  const rest = days.length - MAX_DATES;
  return `${days.slice(0, MAX_DATES).join(', ')}${rest > 0 ? ` (+ ${rest})` : ''}`;
}
