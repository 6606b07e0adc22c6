import { z } from 'zod';
import { RULES } from '../domain/policy';
import { companyInput, companyStatus, currency, date, id } from './schemas';

const record = { schemaVersion: z.literal(1) };

/** A policy version, as it is proposed. */
export const policyContent = z.strictObject({
  kind: z.literal('POLICY'),
  ...record,
  version: z.int().min(1).max(100_000),
  effectiveFrom: date,
  rules: z
    .array(z.strictObject({ rule: z.enum(RULES), figure: z.int().min(0).max(1_000_000), source: z.string().min(1).max(200) }))
    .length(RULES.length),
});

/** A calendar version, as it is proposed. */
export const calendarContent = z.strictObject({
  kind: z.literal('CALENDAR'),
  ...record,
  currency,
  version: z.int().min(1).max(100_000),
  from: date,
  to: date,
  holidays: z.array(date).max(2_000),
  workingWeekends: z.array(date).max(2_000),
  weekendsOnly: z.boolean(),
});

/** A changed company, as it is proposed. */
export const companyContent = companyInput.extend({
  kind: z.literal('COMPANY'),
  ...record,
  status: companyStatus,
  successor: id.nullable(),
});

/** The schema of each subject's content. */
export const GOVERNED = { POLICY: policyContent, CALENDAR: calendarContent, COMPANY: companyContent } as const;
