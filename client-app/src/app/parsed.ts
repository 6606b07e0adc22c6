import { Fault } from '@tierline/chaincode/api';
import type { z } from 'zod';

/** Problems that a refusal names. */
const MAX_PROBLEMS = 20;

/** Reads input by its schema. @throws Fault MALFORMED {problems: [{field, problem}]} */
export function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Fault('MALFORMED', {
    problems: result.error.issues.slice(0, MAX_PROBLEMS).map((issue) => ({ field: issue.path.join('.'), problem: issue.message })),
  });
}
