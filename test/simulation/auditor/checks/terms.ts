import { daysFrom, monthsOn } from '../days';
import type { Memory } from '../memory';
import { changed } from '../step';
import type { Offer, Stored, Token, Transfer } from '../stored';
import type { Check } from './check';

/** 9. The tier is the owner's distance from the first creditor; no transfer to the debtor, to oneself or to a blocked company. */
export const tiersCount: Check = function* (step, memory) {
  const deepest = memory.program?.maxTier ?? 0;
  const deeper = step.name === 'token:accept' ? 1 : 0;
  for (const [id, token] of step.tokens.after) {
    const before = beforeOf(step.tokens.before.values(), token);
    const tier = before === undefined ? 1 : before.tier + deeper;
    if (token.tier !== tier || tier > deepest) yield `${id} is of tier ${token.tier} where ${tier} was due`;
  }
  const passing = changed<Transfer>(step, 'TRANSFER').filter(({ before, after }) => before === null || after.status === 'ACCEPTED');
  for (const { after } of passing) yield* payeeIsSound(memory, after);
};

function* payeeIsSound(memory: Memory, { id, tokens, payer, payee }: Transfer): Iterable<string> {
  const debtors = tokens.map((token) => memory.claims.get(token.split(':')[0] ?? '')?.debtor);
  if (payee === payer || debtors.includes(payee)) yield `${id} goes to ${payee}`;
  const status = memory.companies.get(payee)?.status ?? 'not there';
  if (status !== 'ACTIVE') yield `${id} goes to ${payee}, who is ${status}`;
}

/** The token out of which another came. */
function beforeOf(tokens: Iterable<Token>, { receivable, from }: Token): Token | undefined {
  return [...tokens].find((token) => token.receivable === receivable && token.from <= from && from < token.to);
}

/** The figure of a rule in the policy version that the program uses. */
function figureOf(memory: Memory, rule: string): number {
  const policy = memory.records.get(`\nPOLICY-${memory.program?.policyVersion ?? 0}`) as Stored & {
    readonly rules: readonly { readonly rule: string; readonly figure: number }[];
  };
  return policy.rules.find((each) => each.rule === rule)?.figure ?? 0;
}

/** 10. The due date is after the confirmation and within the hard tenor on that date; above the soft one the bank's note is there. */
export const tenorsHold: Check = function* (step, memory) {
  for (const [id, { dueDate, confirmedBy }] of step.claims.after) {
    if (confirmedBy === null || step.claims.before.get(id)?.confirmedBy != null) continue;
    const last = monthsOn(confirmedBy.on, figureOf(memory, 'hard-tenor-months'));
    if (dueDate <= confirmedBy.on || dueDate > last) yield `${id} is due on ${dueDate} and was confirmed on ${confirmedBy.on}`;
  }
  const unexplained = changed<Offer>(step, 'OFFER').filter(({ before, after }) => before === null && after.tenorNote === null);
  for (const { after } of unexplained) {
    const soft = monthsOn(step.today, figureOf(memory, 'soft-tenor-months'));
    const late = payDatesOf(memory, after.ask).find((payDate) => payDate > soft);
    if (late !== undefined) yield `${after.id} gives no reason for a payment on ${late}`;
  }
};

const payDatesOf = (memory: Memory, ask: string): string[] => tokensOf(memory, ask).map(({ payDate }) => payDate);

/** The tokens of an ask that still are, with their payment dates. */
function tokensOf(memory: Memory, ask: string): { readonly length: bigint; readonly payDate: string }[] {
  return (memory.asks.get(ask)?.tokens ?? []).flatMap((id) => {
    const token = memory.token(id);
    const claim = memory.claims.get(id.split(':')[0] ?? '');
    return token === undefined || claim === undefined ? [] : [{ length: token.to - token.from, payDate: claim.payDate ?? claim.dueDate }];
  });
}

/** 12. Proceeds are the purchased face less discount less fees, above zero; the discount is the tokens' own, each rounded half up. */
export const proceedsAddUp: Check = function* (step, memory) {
  for (const { before, after } of [...changed<Offer>(step, 'OFFER'), ...changed<Offer>(step, 'DEAL-TERMS')]) {
    const { faceMinor, discountMinor, feesMinor, proceedsMinor } = after;
    const left = faceMinor - discountMinor - feesMinor;
    if (proceedsMinor !== left || left <= 0n)
      yield `${after.ask}: ${faceMinor} less ${discountMinor} less ${feesMinor} is not ${proceedsMinor}`;
    if (before !== null || after.kind !== 'OFFER') continue;
    const tokens = tokensOf(memory, after.ask);
    const face = tokens.reduce((sum, { length }) => sum + length, 0n);
    const year = memory.program?.dayCount === 'ACT/360' ? 360n : 365n;
    const discount = tokens.reduce((sum, { length, payDate }) => {
      const days = BigInt(daysFrom(after.valueDate, payDate));
      return sum + (2n * length * BigInt(after.ratePpm) * days + year * 1_000_000n) / (2n * year * 1_000_000n);
    }, 0n);
    if (faceMinor !== face || discountMinor !== discount)
      yield `${after.id} offers ${faceMinor} less ${discountMinor}, not ${face} less ${discount}`;
  }
};
