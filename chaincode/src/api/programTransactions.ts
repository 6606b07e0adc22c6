import { z } from 'zod';
import { PROGRAM_MODES } from '../domain/program';
import { amountMinor, consentRules, currency, id, listOf, pairFields, programFields, ratePpm, text } from './schemas';
import { transaction } from './transaction';

const lateContract = z.strictObject({ ratePpm, dayCount: z.enum(['ACT/360', 'ACT/365F']), oneYearLprPpm: ratePpm });

/** Programs: their rules, their clock, and the pairs of bank and host. */
export const programTransactions = {
  create: transaction({
    name: 'program:create',
    does: "Opens a program of the caller's organisation: its members, rules and mode. Its collections must exist.",
    input: z.strictObject({
      ...programFields,
      name: text(100),
      mode: z.enum(PROGRAM_MODES),
      clockOffsetDays: z.int().min(-40_000).max(40_000),
      core: id,
      banks: listOf(id, 10),
      settlementBank: id,
      currency,
      dayCount: z.enum(['ACT/360', 'ACT/365F']),
      calendarVersion: z.int().min(1),
      policyVersion: z.int().min(1),
      utcOffsetMinutes: z.int().min(-720).max(840),
      termDays: z.int().min(1).max(365),
      maxTier: z.int().min(1).max(20),
      minimumTokenMinor: amountMinor,
      recourse: z.boolean(),
      payoutDays: z.int().min(1).max(30),
      graceDays: z.int().min(0).max(90),
      lateContract: lateContract.nullable(),
      consent: consentRules.optional(),
    }),
    roles: ['operator'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: async ({ program }, parties) => {
      const { host, core, regulator, settlementBank } = await parties.program(program);
      return [host, core, regulator, settlementBank];
    },
  }),
  advanceClock: transaction({
    name: 'program:advanceClock',
    does: "Moves a DEMO program's clock forward by whole days; its new offset must be above the old one.",
    input: z.strictObject({ ...programFields, clockOffsetDays: z.int().min(-40_000).max(40_000) }),
    roles: ['operator', 'bank'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: async ({ program }, parties) => {
      const { host, settlementBank } = await parties.program(program);
      return [host, settlementBank, await parties.witness(program)];
    },
  }),
  requireConsent: transaction({
    name: 'program:requireConsent',
    does: "Asks for the person's own signature of decisive acts, from a total on: more than before, never less.",
    input: z.strictObject({ ...programFields, rules: consentRules }),
    roles: ['operator', 'core'],
    duties: ['checker'],
    space: 'program',
    endorsers: async ({ program }, parties) => [(await parties.program(program)).host, await parties.witness(program)],
  }),
  openPair: transaction({
    name: 'program:openPair',
    does: 'Opens the private space of a bank and a host of sellers.',
    input: z.strictObject(pairFields),
    roles: ['bank'],
    duties: ['maker', 'checker'],
    space: 'pair',
    endorsers: async ({ bankMsp, hostMsp }) => [bankMsp, hostMsp],
  }),
};
