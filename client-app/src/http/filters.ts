import { amountOrZeroMinor, date, id } from '@tierline/chaincode/api';
import { z } from 'zod';
import { ORDERS } from '../ports/queries';
import { wholeText } from './answers';

const MAX_STATES = 12;
const MAX_DOCUMENT = 100;
const MAX_TIER = 99;

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
const between = {
  dueFrom: date.optional(),
  dueTo: date.optional(),
  minMinor: amountOrZeroMinor.optional(),
  maxMinor: amountOrZeroMinor.optional(),
  order: z.enum(ORDERS).optional(),
};

/** What receivables may be chosen by. */
export const receivableFilters = {
  ...between,
  status: states.optional(),
  debtor: id.optional(),
  creditor: id.optional(),
  document: z.string().min(1).max(MAX_DOCUMENT).optional().meta({ description: "Beginning of the first document's number." }),
  overdue: flag.optional(),
};

/** What tokens may be chosen by. */
export const tokenFilters = {
  ...between,
  status: states.optional(),
  owner: id.optional(),
  receivable: id.optional(),
  debtor: id.optional(),
  tier: wholeText(1, MAX_TIER).optional(),
  sold: flag.optional().meta({ description: 'Whether a bank bought it.' }),
};
