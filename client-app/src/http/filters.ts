import { amountOrZeroMinor, date } from '@tierline/chaincode/api';
import { z } from 'zod';
import { ORDERS } from '../ports/queries';

const MAX_STATES = 12;

const state = z.string().regex(/^[A-Z_]{2,20}$/, 'a state is a word of A-Z and _');

/** Several values of one parameter: given once, given again, or divided by commas. */
export const states = z
  .union([z.string().max(MAX_STATES * 21), z.array(z.string().max(21)).max(MAX_STATES)])
  .transform((value) => (typeof value === 'string' ? value.split(',') : value))
  .pipe(z.array(state).min(1).max(MAX_STATES))
  .meta({ type: 'string', pattern: `^[A-Z_]{2,20}(,[A-Z_]{2,20}){0,${MAX_STATES - 1}}$`, description: 'One or more, divided by commas.' });

/** A yes or no in an address. */
export const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .meta({ type: 'boolean' });

/** Filters and order of receivables and tokens. */
export const between = {
  dueFrom: date.optional(),
  dueTo: date.optional(),
  minMinor: amountOrZeroMinor.optional(),
  maxMinor: amountOrZeroMinor.optional(),
  order: z.enum(ORDERS).optional(),
};
