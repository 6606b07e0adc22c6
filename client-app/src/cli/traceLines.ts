import type { Program } from '@tierline/chaincode/api';
import type { Trace, TraceNode } from '../app/trace';
import type { TraceStep } from '../app/traceSteps';
import { facts } from './table';
import { money, timeIn } from './text';

/** A trace as lines of text: the receivable, then the tree of its tokens with what happened to each. */
export function traceLines(found: Trace, program: Program): string[] {
  const { currency } = program;
  const { receivable, creditor, debtor, status, faceMinor, receivedMinor, dueDate, payDate, documents } = found;
  return [
    ...facts([
      ['receivable', `${receivable}, ${status}`],
      ['from, on', `${creditor}, ${debtor}`],
      ['face', money(faceMinor, currency)],
      ['received', money(receivedMinor, currency)],
      ['due', payDate === null || payDate === dueDate ? dueDate : `${dueDate}, paid on ${payDate}`],
      ['documents', documents.map(({ type, number, issueDate }) => `${type} ${number} of ${issueDate}`).join('; ')],
    ]),
    '',
    ...(found.tokens.length === 0
      ? ['No tokens: it is not confirmed.']
      : found.tokens.flatMap((node) => nodeLines(node, program, '', '', ''))),
  ];
}

function nodeLines(node: TraceNode, program: Program, first: string, rest: string, below: string): string[] {
  const hasChildren = node.children.length > 0;
  const lines = node.steps.map((step) => `${rest}${hasChildren ? '│ ' : '  '}  ${stepText(step, program.currency)}`);
  const children = node.children.flatMap((child, index) => {
    const isLast = index === node.children.length - 1;
    return nodeLines(
      child,
      program,
      `${below}${isLast ? '└─ ' : '├─ '}`,
      `${below}${isLast ? '   ' : '│  '}`,
      `${below}${isLast ? '   ' : '│  '}`,
    );
  });
  return [`${first}${headOf(node, program)}`, ...lines, ...children];
}

function headOf({ token, amountMinor, tier, owner, state, lock, joinedInto }: TraceNode, { currency, utcOffsetMinutes }: Program): string {
  const range = token.slice(token.indexOf(':') + 1);
  const held = lock === null ? '' : ` by ${lock.ref} until ${timeIn(lock.until, utcOffsetMinutes)}`;
  const into = joinedInto === null ? '' : ` into ${joinedInto.slice(joinedInto.indexOf(':') + 1)}`;
  const whose = tier === null || owner === null ? '' : `tier ${tier}  ${owner}  `;
  return `[${range}] ${money(amountMinor, currency)}  ${whose}${state}${held}${into}`;
}

const WORDS: Readonly<Record<TraceStep['what'], (step: TraceStep) => string>> = {
  CONFIRMED: () => 'title confirmed',
  CUT: () => 'cut',
  JOINED: () => 'joined',
  OFFERED: ({ to, ref }) => `offered to ${to} by ${ref}`,
  ACCEPTED: ({ from, to, ref }) => `from ${from} to ${to} by ${ref}`,
  ASKED: ({ ref }) => `offers asked by ${ref}`,
  SOLD: ({ from, to, ref }) => `sold by ${from} to ${to} by ${ref}`,
  FREED: ({ ref }) => `free again from ${ref}`,
  PAID_OUT: ({ to }) => `paid out to ${to}`,
  RECOURSED: ({ from, to }) => `given back by ${from} to ${to}`,
  CANCELLED: () => 'cancelled',
};

function stepText(step: TraceStep, currency: string): string {
  const { on, block, what, principalMinor, interestMinor } = step;
  const paid =
    what !== 'PAID_OUT'
      ? ''
      : ` ${money(principalMinor, currency)}${interestMinor === 0n ? '' : ` and ${money(interestMinor, currency)} late interest`}`;
  return `${on}  ${WORDS[what](step)}${paid}  (block ${block})`;
}
