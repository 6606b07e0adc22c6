import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, FAULTS, faultIn, toWire, type TransactionSpec } from '@tierline/chaincode/api';
import type { z } from 'zod';
import type { Committed, Json } from '../ports/ledger';
import { parsed } from './parsed';
import { partiesOf } from './parties';
import type { Session } from './session';

/** How often a conflict is tried again, at most. */
const MAX_RETRIES = 5;

/** A transaction's input as a client gives it: amounts as bigint, the request id left out. */
export type Order<S extends z.ZodType> = Omit<z.output<S>, 'requestId'>;

/** How a transaction is executed. */
export interface ExecuteOptions {
  /** The client's id of this request; a fresh one by default. The same id with the same content applies once. */
  readonly requestId?: string;
  /** What the caller is told of a refusal; the refusal itself by default. */
  readonly told?: (refusal: Fault) => Promise<Fault>;
}

/** A fresh id `[A-Z0-9-]`, 80 random bits. */
export function freshId(prefix: string): string {
  return `${prefix}-${BigInt(`0x${randomBytes(10).toString('hex')}`)
    .toString(36)
    .toUpperCase()
    .padStart(16, '0')}`;
}

/**
 * Submits a transaction, endorsed by its table, and reads the books up to its block. Conflicts are tried again with
 * jitter, at most five times: the request id makes every step idempotent.
 * @throws Fault
 */
export async function execute<S extends z.ZodType>(
  session: Session,
  spec: TransactionSpec<S>,
  order: Order<S>,
  options: ExecuteOptions = {},
): Promise<Committed> {
  const input = checked(spec, order, options.requestId ?? freshId('REQ'));
  for (let retry = 0; ; retry += 1) {
    try {
      const endorsers = await (options.requestId === undefined ? endorsersOf : endorsersOfRequest)(session, spec, input);
      const committed = await session.ledger.submit(spec.name, input, endorsers);
      await readUpTo(session);
      return committed;
    } catch (error) {
      const fault = faultIn(error);
      if (fault === null) throw error;
      if (!FAULTS[fault.code].retryable || retry === MAX_RETRIES) {
        throw await refusalTold(session, spec.name, order, fault, options.told);
      }
      noteAway(session, fault);
      await sleep(randomInt(session.ledger.blockTimeMs, session.ledger.blockTimeMs * 2 ** (retry + 1) + 1));
      await session.books.catchUp();
    }
  }
}

/** Tells who listens of a refusal; answers what the caller is told. */
async function refusalTold(
  session: Session,
  transaction: string,
  order: object,
  fault: Fault,
  tell: ExecuteOptions['told'] = (refusal) => Promise.resolve(refusal),
): Promise<Fault> {
  const told = await tell(fault);
  const program = 'program' in order && typeof order.program === 'string' ? order.program : null;
  session.onRefusal(session, { transaction, program, fault, isToldToCompany: told === fault });
  return told;
}

/** An organisation whose peer does not answer is stood in for where the rules let another one. */
function noteAway({ unreachable }: Session, { code, details: { msp } }: Fault): void {
  if (code === 'UNAVAILABLE' && typeof msp === 'string') unreachable.add(msp);
}

/** Reads the books up to what was just committed. Books that cannot be kept now do not undo it: the next reader is told. */
async function readUpTo({ books }: Session): Promise<void> {
  try {
    await books.catchUp();
  } catch (error) {
    if (faultIn(error)?.code !== 'UNAVAILABLE') throw error;
  }
}

/** One condition of a dry run. */
export interface Condition {
  readonly condition: string;
  readonly item: string | null;
  readonly ok: boolean;
  readonly code: string | null;
  readonly details: Json;
}

/** What a dry run answers. */
export interface DryRun {
  readonly ok: boolean;
  readonly conditions: readonly Condition[];
}

/** Asks the same transaction for every condition with its verdict; nothing is signed or changed. @throws Fault */
export async function dryRun<S extends z.ZodType>(session: Session, spec: TransactionSpec<S>, order: Order<S>): Promise<DryRun> {
  const input = checked(spec, order, freshId('DRY'));
  const [at] = await endorsersOf(session, spec, input);
  const options = at === undefined ? { dryRun: true } : { dryRun: true, at };
  return (await session.ledger.evaluate(spec.name, input, options)) as unknown as DryRun;
}

/** The wire form of an order, checked by the contract's own schema before anything leaves this process. @throws Fault MALFORMED */
function checked<S extends z.ZodType>(spec: TransactionSpec<S>, order: Order<S>, requestId: string): { readonly [name: string]: Json } {
  const input = toWire({ ...order, requestId }) as { readonly [name: string]: Json };
  parsed(spec.input, input);
  return input;
}

/** @throws Fault NOT_FOUND {msp} for an organisation that the input names and the network does not have */
async function endorsersOf<S extends z.ZodType>(session: Session, spec: TransactionSpec<S>, input: Json): Promise<readonly string[]> {
  const parties = partiesOf(session.books, session.network, session.unreachable);
  const endorsers = await spec.endorsers(spec.input.parse(input), parties);
  const stranger = endorsers.find((msp) => !session.network.organisations.some((organisation) => organisation.msp === msp));
  if (stranger !== undefined) throw new Fault('NOT_FOUND', { msp: stranger });
  return endorsers;
}

/**
 * Who must endorse what may be a repeat: what it names may be gone since it was applied. Then host and witness tell, who keep
 * the program's requests: the contract answers the first result, or refuses.
 */
async function endorsersOfRequest<S extends z.ZodType>(
  session: Session,
  spec: TransactionSpec<S>,
  input: Json,
): Promise<readonly string[]> {
  try {
    return await endorsersOf(session, spec, input);
  } catch (error) {
    const { program } = input as { readonly program?: string };
    if (faultIn(error)?.code !== 'NOT_FOUND' || program === undefined) throw error;
    const parties = partiesOf(session.books, session.network, session.unreachable);
    return [(await parties.program(program)).host, await parties.witness(program)];
  }
}
