import { FAULTS, TRANSACTIONS, type FaultCode, type TransactionSpec } from '@tierline/chaincode/api';
import type { z } from 'zod';
import { step } from '../../app/step';
import { done, doneWith, dryRunQuery } from '../done';
import { write, type Group, type Operation } from '../operation';

/** What a transaction may be refused for, beyond what every operation may. */
const REFUSALS: readonly FaultCode[] = (Object.keys(FAULTS) as FaultCode[]).filter((code) => FAULTS[code].http !== 400);

const GROUP_OF: Readonly<Record<keyof typeof TRANSACTIONS, Group>> = {
  company: 'companies',
  program: 'companies',
  receivable: 'receivables',
  token: 'tokens',
  financing: 'financing',
  settlement: 'settlement',
};

/** What a transaction is ordered with: its own input without the request id, which comes in the header. */
function orderSchema({ input }: TransactionSpec): z.ZodType {
  return (input as z.ZodObject).omit({ requestId: true });
}

function operationOf(group: Group, contract: string, method: string, spec: TransactionSpec): Operation {
  const { does, roles, duties } = spec;
  return write({
    id: `${contract}${method.charAt(0).toUpperCase()}${method.slice(1)}`,
    path: `/transactions/${contract}/${method}`,
    group,
    summary: does,
    description: `By companies that are ${roles.join(', ')}; by persons who are ${duties.join(' or ')}.`,
    query: dryRunQuery,
    body: orderSchema(spec),
    answer: doneWith({}),
    problems: REFUSALS,
    // The body is the whole order: what was signed is a part of it.
    run: (call) => done(call, [step(spec, call.body as never)], {}),
  });
}

/** Every transaction by its name. */
export const transactionOperations: readonly Operation[] = Object.entries(TRANSACTIONS).flatMap(([contract, methods]) =>
  Object.entries(methods as Readonly<Record<string, TransactionSpec>>).map(([method, spec]) =>
    operationOf(GROUP_OF[contract as keyof typeof TRANSACTIONS], contract, method, spec),
  ),
);
