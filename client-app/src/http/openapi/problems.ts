import { FAULTS, type FaultCode } from '@tierline/chaincode/api';
import { z } from 'zod';
import { PROBLEM_TYPE } from '../problem';
import { MEANINGS } from './meanings';

const CODES = Object.keys(FAULTS) as [FaultCode, ...FaultCode[]];

const TABLE = [
  'What is refused, and why. Conditions are asked roughly in this order, and the first that fails is told.',
  '',
  '| code | HTTP | when |',
  '| --- | --- | --- |',
  ...CODES.map((code) => `| \`${code}\` | ${FAULTS[code].http} | ${MEANINGS[code]} |`),
].join('\n');

/** A refusal as it is answered (RFC 9457). */
export const problem = z
  .strictObject({
    type: z.string().meta({ description: '`urn:tierline:fault:` and the code.' }),
    title: z.string(),
    status: z.int(),
    code: z.enum(CODES).meta({ id: 'FaultCode', description: TABLE }),
    details: z.record(z.string(), z.unknown()).meta({ description: "Names and figures; figures of the caller's own company only." }),
    detail: z.string().meta({ description: 'What to do about it, in words.' }),
  })
  .meta({ id: 'Problem', description: 'A refusal: its code is what programs read.' });

/** Answers with refusals, by the name under which the document keeps them once. */
export type Refusals = Map<string, object>;

/** The refusals of an operation by their HTTP status; what each says is added to those that the document keeps. */
export function problemResponses(codes: readonly FaultCode[], kept: Refusals): Readonly<Record<string, object>> {
  const statuses = [...new Set(codes.map((code) => FAULTS[code].http))];
  return Object.fromEntries(
    statuses.map((status) => {
      const own = CODES.filter((code) => FAULTS[code].http === status && codes.includes(code));
      const name = own.join('.');
      kept.set(name, responseOf(own));
      return [String(status), { $ref: `#/components/responses/${name}` }];
    }),
  );
}

function responseOf(codes: readonly FaultCode[]): object {
  const headers = { 'Retry-After': { description: 'Seconds after which to try again.', schema: { type: 'integer' } } };
  return {
    description: codes.map((code) => `\`${code}\`: ${MEANINGS[code]}.`).join('\n'),
    ...(codes.some((code) => FAULTS[code].retryable) ? { headers } : {}),
    content: {
      [PROBLEM_TYPE]: {
        schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { code: { enum: codes } } }] },
      },
    },
  };
}
