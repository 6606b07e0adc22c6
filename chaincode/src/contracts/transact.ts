import type { Context } from 'fabric-contract-api';
import type { z } from 'zod';
import { FACTS_EVENT, type FactsEvent, needFor, type Receipted, type TransactionSpec } from '../api/transaction';
import { pairCollection, programCollection } from '../domain/collectionNames';
import type { Caller, Company } from '../domain/company';
import { Fault, type FaultDetails } from '../domain/fault';
import type { Verdict } from '../domain/judge';
import type { Wire } from '../domain/wire';
import { canonicalText, hmac } from '../domain/digest';
import { foreseen } from '../state/foreseen';
import { PUBLIC } from '../state/journal';
import { requestKey, requestRecord, requireSame, type RequestRecord } from '../state/requests';
import type { Space } from '../state/space';
import { Unit } from './unit';

/** Most bytes of an input. */
const MAX_INPUT_BYTES = 1_000_000;
/** Most problems of an input that are told. */
const MAX_PROBLEMS = 20;

/** What a contract method does with its parsed input: loads, decides, stages; answers the number of items. */
export type Work<S extends z.ZodType> = (unit: Unit, input: z.output<S>, caller: Caller) => Promise<number>;

type Request = { readonly [name: string]: Wire };

/**
 * Runs one transaction: parse, authorise, recognise a repeat, load and decide, save once, one event.
 * A dry run answers every condition with its verdict and saves nothing.
 */
export async function transact<S extends z.ZodType>(ctx: Context, spec: TransactionSpec<S>, work: Work<S>): Promise<string> {
  const raw = parseJson(ctx.stub.getTransient().get('input'));
  const input = parse(spec.input, raw);
  const unit = Unit.begin(ctx);
  const key = requestKey(unit.holder.msp, unit.holder.company, textOf(raw, 'requestId'));
  const request = foreseen(findRequest(unit, spec, raw, key));
  if (spec.space === 'program') void foreseen(unit.book(textOf(raw, 'program')));
  const caller = await authorise(unit, spec, input);
  const applied = await request;
  if (unit.judge.surveys) return survey(unit, () => work(unit, input, caller));
  if (applied !== null) requireSame(applied, raw, spec.name);
  const count = applied?.count ?? (await work(unit, input, caller));
  const first = applied?.transaction ?? ctx.stub.getTxID();
  await putRequest(unit, spec, raw, key, applied ?? requestRecord(raw, spec.name, first, count, hmac(unit.salt, key), unit.consent));
  const event: FactsEvent = {
    schema: 1,
    transaction: spec.name,
    program: textOf(raw, 'program'),
    count,
    factsRoot: await unit.journal.save(),
  };
  ctx.stub.setEvent(FACTS_EVENT, Buffer.from(canonicalText(event)));
  const receipt: Receipted = { transaction: first, count };
  return JSON.stringify(receipt);
}

/** The input as it came. @throws Fault MALFORMED {field: 'input'} */
export function parseJson(bytes: Uint8Array | undefined): Request {
  if (bytes === undefined || bytes.length > MAX_INPUT_BYTES) throw new Fault('MALFORMED', { field: 'input', limit: MAX_INPUT_BYTES });
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Request;
  } catch (error) {
    throw new Fault('MALFORMED', { field: 'input', reason: error instanceof SyntaxError ? 'not JSON' : 'unreadable' });
  }
  throw new Fault('MALFORMED', { field: 'input', reason: 'not an object' });
}

/** The input by its schema. @throws Fault MALFORMED {problems} */
export function parse<S extends z.ZodType>(schema: S, raw: Request): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, MAX_PROBLEMS)
    .map((issue): FaultDetails => ({ field: issue.path.join('.'), problem: problemOf(issue) }));
  throw new Fault('MALFORMED', { problems });
}

/** Whoever reads the same input in another order of its fields says the same. */
function problemOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'unrecognized_keys' ? `unknown fields: ${[...issue.keys].sort().join(', ')}` : issue.message;
}

/** A text field of an input, or nothing. */
function textOf(raw: Request, field: string): string {
  const value = raw[field];
  return typeof value === 'string' ? value : '';
}

/** The caller's company must have one of the roles, his person one of the duties; a blocked company does nothing. */
async function authorise<S extends z.ZodType>(unit: Unit, spec: TransactionSpec<S>, input: z.output<S>): Promise<Caller> {
  const founds = spec.name === 'company:found' && (await unit.register.founding()) === null;
  const caller = founds ? unit.founder((input as { companies: Company[] }).companies) : await unit.caller();
  const need = needFor(spec, caller.company.roles, caller.duties);
  if (need !== null) throw new Fault('NOT_AUTHORISED', { need });
  if (caller.company.status === 'BLOCKED') throw new Fault('NOT_AUTHORISED', { need: 'a company that is not blocked' });
  return caller;
}

/** The private collection in which the request is kept; null while it was never opened. */
async function spaceOf<S extends z.ZodType>(unit: Unit, spec: TransactionSpec<S>, raw: Request): Promise<Space | null> {
  const collection =
    spec.space === 'pair' ? pairCollection(textOf(raw, 'bankMsp'), textOf(raw, 'hostMsp')) : programCollection(textOf(raw, 'program'));
  try {
    return await unit.space(collection);
  } catch (error) {
    if (error instanceof Fault && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

async function findRequest<S extends z.ZodType>(
  unit: Unit,
  spec: TransactionSpec<S>,
  raw: Request,
  key: string,
): Promise<RequestRecord | null> {
  if (spec.space === 'public') return unit.journal.read<RequestRecord>(PUBLIC, `REQUEST-${key}`);
  const space = await spaceOf(unit, spec, raw);
  return space === null ? null : space.find<RequestRecord>('REQUEST', key);
}

async function putRequest<S extends z.ZodType>(
  unit: Unit,
  spec: TransactionSpec<S>,
  raw: Request,
  key: string,
  record: RequestRecord,
): Promise<void> {
  if (spec.space === 'public') return unit.journal.write(PUBLIC, `REQUEST-${key}`, record);
  const space = await spaceOf(unit, spec, raw);
  if (space === null) throw new Error('the work of a transaction opens the space in which its request is kept');
  space.put(record, key);
}

/** Who may not act learns that alone: no state, no figure and no document of another company. */
function tellable(verdicts: readonly Verdict[]): readonly Verdict[] {
  const barred = verdicts.filter(({ code }) => code === 'NOT_AUTHORISED');
  return barred.length > 0 ? barred : verdicts;
}

/** Lists every condition; a fault that was thrown instead of heard is the last one. */
async function survey(unit: Unit, work: () => Promise<number>): Promise<string> {
  const { judge } = unit;
  try {
    await work();
  } catch (error) {
    const refused = judge.verdicts.some(({ ok }) => !ok);
    if (!(error instanceof Fault)) {
      if (!refused) throw error;
    } else if (!refused || error.code === 'NOT_FOUND') {
      judge.check('found', false, () => error);
    }
  }
  const conditions = tellable(judge.verdicts);
  const isBarred = conditions.some(({ code }) => code === 'NOT_AUTHORISED');
  const consent = isBarred ? null : unit.wantedConsent;
  return canonicalText({ ok: judge.verdicts.every(({ ok }) => ok), conditions, ...(consent === null ? {} : { consent }) });
}
