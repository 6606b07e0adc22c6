import { Fault, id, toWire, TRANSACTIONS, type Receipted, type TransactionSpec } from '@tierline/chaincode/api';
import { Router, type Request } from 'express';
import { z } from 'zod';
import { parsed } from '../app/parsed';
import type { Committed } from '../ports/ledger';
import type { Session } from '../app/session';
import { requestOf, step, type Step } from '../app/step';
import { answers } from './answer';
import { COMMANDS } from './commands';
import { deskOf, textIn, type Service } from './service';

/** The header with the client's id of a request: the same id with the same content applies once. */
const IDEMPOTENCY_HEADER = 'idempotency-key';

const options = z.strictObject({ dryRun: z.enum(['true', 'false']).optional() });

/** What changes the ledger: every transaction by its name, and the commands that choose for the caller. */
export function commandRoutes(service: Service): Router {
  const router = Router();

  router.post(
    '/transactions/:contract/:method',
    answers(async (request) => {
      const session = await service.authenticate(request);
      const spec = specNamed(textIn(request, 'contract'), textIn(request, 'method'));
      return done(session, request, [step(spec, orderIn(spec, request.body))], {});
    }),
  );

  router.post(
    '/programs/:program/commands/:command',
    answers(async (request) => {
      const desk = await deskOf(service, request);
      const name = textIn(request, 'command');
      const plan = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
      if (plan === undefined) throw new Fault('NOT_FOUND', { kind: 'command', id: name });
      const { steps, told } = await plan(desk, request.body ?? {}, requestIdOf(request));
      return done(desk.session, request, steps, told);
    }),
  );

  return router;
}

function specNamed(contract: string, method: string): TransactionSpec {
  const methods = TRANSACTIONS as unknown as Readonly<Record<string, Readonly<Record<string, TransactionSpec>>>>;
  const spec = Object.hasOwn(methods, contract) && Object.hasOwn(methods[contract] ?? {}, method) ? methods[contract]?.[method] : undefined;
  if (spec === undefined) throw new Fault('NOT_FOUND', { kind: 'transaction', id: `${contract}:${method}` });
  return spec;
}

/** The body without its request id, which comes in the header; the transaction's own schema checks the rest before it is sent. */
function orderIn(spec: TransactionSpec, body: unknown): Readonly<Record<string, unknown>> {
  const fields = parsed(z.record(z.string().max(40), z.unknown()), body ?? {});
  if ('requestId' in fields) throw new Fault('MALFORMED', { field: 'requestId', problem: `send it as the header ${IDEMPOTENCY_HEADER}` });
  const { requestId: _id, ...order } = parsed(spec.input, { ...fields, requestId: 'REQ-CHECKED' }) as Record<string, unknown>;
  return order;
}

function requestIdOf(request: Request): string | null {
  const given = request.get(IDEMPOTENCY_HEADER);
  return given === undefined
    ? null
    : (parsed(z.strictObject({ [IDEMPOTENCY_HEADER]: id }), { [IDEMPOTENCY_HEADER]: given })[IDEMPOTENCY_HEADER] ?? null);
}

async function done(session: Session, request: Request, steps: readonly Step[], told: Readonly<Record<string, unknown>>): Promise<unknown> {
  if (parsed(options, request.query).dryRun === 'true') return asked(session, steps, told);
  const requestId = requestIdOf(request);
  const transactions: unknown[] = [];
  for (const [index, each] of steps.entries()) {
    const committed = await each.execute(session, requestId === null ? {} : { requestId: requestOf(requestId, index) });
    transactions.push(transactionTold(each, committed));
  }
  return { ...told, dryRun: false, transactions };
}

/** Of a repeat, the transaction that the first one was: one key, one answer. */
function transactionTold({ name, items }: Step, { transactionId, block, result }: Committed): unknown {
  const { transaction: first = transactionId } = (result ?? {}) as Partial<Receipted>;
  return { name, transactionId: first, block, items };
}

async function asked(session: Session, [first]: readonly Step[], told: Readonly<Record<string, unknown>>): Promise<unknown> {
  if (first === undefined) return { ...told, dryRun: true, ok: true, conditions: [] };
  return toWire({ ...told, dryRun: true, name: first.name, ...(await first.dryRun(session)) });
}
