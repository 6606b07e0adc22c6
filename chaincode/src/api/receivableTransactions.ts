import { z } from 'zod';
import {
  amountMinor,
  claimInput,
  consentField,
  digest,
  documentInput,
  distinctBy,
  id,
  listOf,
  MAX_BATCH,
  programFields,
  reasonCode,
  receivableIdText,
  scheduleInput,
  tokenIdText,
} from './schemas';
import { transaction, type Parties } from './transaction';

/** What is new in a program's collection: a supplier does not wait for a core whose peer is away. */
const creation = async ({ program }: { program: string }, parties: Parties) => {
  const { host } = await parties.program(program);
  return [host, await parties.witness(program)];
};

const hostAndCore = async ({ program }: { program: string }, parties: Parties) => {
  const { host, core } = await parties.program(program);
  return [host, core];
};

/** Host and core; and the regulator once a schedule carries the rule of a confirmed one. */
const title = async ({ program, receivables }: { program: string; receivables: readonly string[] }, parties: Parties) => [
  ...(await hostAndCore({ program }, parties)),
  ...((await parties.anyConfirmed(program, receivables)) ? [parties.regulator] : []),
];

const one = ({ program, receivable }: { program: string; receivable: string }, parties: Parties) =>
  title({ program, receivables: [receivable] }, parties);

const standing = async ({ program }: { program: string }, parties: Parties) => {
  const { host, settlementBank, regulator } = await parties.program(program);
  return [settlementBank, regulator, host];
};

const batch = z.strictObject({ ...programFields, receivables: listOf(receivableIdText) });
const single = z.strictObject({ ...programFields, receivable: receivableIdText });

const noteIdentity = { number: documentInput.shape.number, issueDate: documentInput.shape.issueDate };

/** Receivables from submission to confirmation, and what may change a confirmed one. */
export const receivableTransactions = {
  submit: transaction({
    name: 'receivable:submit',
    does: 'Submits schedules of receivables to their debtor.',
    input: z.strictObject({
      ...programFields,
      schedules: listOf(scheduleInput)
        .refine(distinctBy('id'), 'each schedule may be named once')
        .refine(
          (schedules) => schedules.reduce((count, { claims }) => count + claims.length, 0) <= MAX_BATCH,
          `at most ${MAX_BATCH} receivables in one transaction`,
        ),
    }),
    roles: ['supplier', 'core'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: creation,
  }),
  revise: transaction({
    name: 'receivable:revise',
    does: 'Changes a returned receivable: it is a draft again, and what was checked is cleared.',
    input: single.extend({ claim: claimInput }),
    roles: ['supplier', 'core'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: one,
  }),
  resubmit: transaction({
    name: 'receivable:resubmit',
    does: 'Gives a draft to the core again.',
    input: single,
    roles: ['supplier', 'core'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: one,
  }),
  void: transaction({
    name: 'receivable:void',
    does: 'Takes back receivables that are not confirmed.',
    input: batch,
    roles: ['supplier', 'core'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: title,
  }),
  check: transaction({
    name: 'receivable:check',
    does: "The core's maker has checked these receivables.",
    input: batch,
    roles: ['core'],
    duties: ['maker'],
    space: 'program',
    endorsers: title,
  }),
  return: transaction({
    name: 'receivable:return',
    does: 'The core sends receivables back with a reason.',
    input: batch.extend({ reason: reasonCode }),
    roles: ['core'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: title,
  }),
  confirm: transaction({
    name: 'receivable:confirm',
    does: "The core's checker confirms title: an irrevocable promise to pay the holder of record on the due date.",
    input: batch.extend({ undertakingDigest: digest, ...consentField }),
    roles: ['core'],
    duties: ['checker'],
    space: 'program',
    endorsers: title,
  }),
  proposeReduction: transaction({
    name: 'receivable:proposeReduction',
    does: 'Proposes to cancel whole tokens of a confirmed receivable, or all of it.',
    input: z.strictObject({
      ...programFields,
      reduction: id,
      receivable: receivableIdText,
      what: z.enum(['REDUCE', 'CANCEL']),
      tokens: listOf(tokenIdText),
      reason: reasonCode,
      evidenceDigest: digest,
    }),
    roles: ['supplier', 'core'],
    duties: ['checker'],
    space: 'program',
    endorsers: creation,
  }),
  agreeReduction: transaction({
    name: 'receivable:agreeReduction',
    does: 'The other side agrees to a reduction.',
    input: z.strictObject({ ...programFields, reduction: id }),
    roles: ['supplier', 'core'],
    duties: ['checker'],
    space: 'program',
    endorsers: async ({ program }, parties) => [...(await hostAndCore({ program }, parties)), parties.regulator],
  }),
  openCredit: transaction({
    name: 'receivable:openCredit',
    does: 'Records a credit note, or the rest of one, that no receivable could net: as much of the creditor is kept from finance.',
    input: z.strictObject({
      ...programFields,
      creditor: id,
      debtor: id,
      ...noteIdentity,
      amountMinor,
      digest,
      nettedIn: receivableIdText.optional(),
    }),
    roles: ['supplier', 'core'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: creation,
  }),
  closeCredit: transaction({
    name: 'receivable:closeCredit',
    does: 'The debtor closes an open credit note: it was settled otherwise, or a later receivable will net it.',
    input: z.strictObject({ ...programFields, creditor: id, debtor: id, ...noteIdentity }),
    roles: ['core'],
    duties: ['checker'],
    space: 'program',
    endorsers: hostAndCore,
  }),
  recordOverdue: transaction({
    name: 'receivable:recordOverdue',
    does: 'Records that a payment is overdue; after the grace days the core is stopped.',
    input: single,
    roles: ['supplier', 'core', 'bank', 'operator', 'regulator'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: standing,
  }),
  recordCure: transaction({
    name: 'receivable:recordCure',
    does: 'Records that an overdue receivable was paid in full.',
    input: single,
    roles: ['supplier', 'core', 'bank', 'operator', 'regulator'],
    duties: ['maker', 'checker'],
    space: 'program',
    endorsers: standing,
  }),
};
