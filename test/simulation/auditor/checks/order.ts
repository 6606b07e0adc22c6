import { canonical } from '../canonical';
import { changed, type Change, type Step } from '../step';
import type { Stored } from '../stored';
import type { Check } from './check';

const HEX_32 = /^[0-9a-f]{64}$/;

/** 17. Every date and time is the transaction's; every private record has a salt of its own; stored text depends on no order of names. */
export const nothingIsOfTheMachine: Check = function* (step, { salts }) {
  for (const change of step.changes) yield* storedSoundly(change, salts);
  const dates = [...datesOfClaims(step), ...datesOfMoney(step)];
  for (const [what, date, wanted] of dates) if (date !== wanted) yield `${what} says ${date}, the transaction was on ${wanted}`;
};

function* storedSoundly({ collection, after, text }: Change, salts: Set<string>): Iterable<string> {
  if (after === null || text === null) return;
  if (canonical(JSON.parse(text)) !== text) yield `${after.kind} is not stored canonically`;
  const { salt } = after as { readonly salt?: string };
  if (collection === '' ? salt !== undefined : !HEX_32.test(salt ?? '')) yield `${after.kind} has the salt ${salt ?? 'none'}`;
  if (salt === undefined) return;
  if (salts.has(salt)) yield `${after.kind} has a salt that was used before`;
  salts.add(salt);
}

type Dated = readonly [what: string, date: string, wanted: string];

function datesOfClaims({ claims, today }: Step): readonly Dated[] {
  return [...claims.after].flatMap(([id, after]) => {
    const before = claims.before.get(id);
    return (['checkedBy', 'confirmedBy'] as const).flatMap((act): Dated[] => {
      const done = after[act];
      return done === null || before?.[act]?.person === done.person ? [] : [[`${id} ${act}`, done.on, today]];
    });
  });
}

function datesOfMoney(step: Step): readonly Dated[] {
  const { today, now } = step;
  const dated = (kind: string, field: string, wanted: string): Dated[] =>
    changed<Stored>(step, kind)
      .filter(({ before }) => before === null)
      .map(({ after }) => [kind, after[field] as string, wanted]);
  return [...dated('SETTLEMENT', 'on', today), ...dated('DEAL-CLOSURE', 'on', today), ...dated('REGISTRATION', 'at', now)];
}

/** 19. The same request applies once: its first transaction stays the one that it names, and a repeat changes nothing else. */
export const requestsApplyOnce: Check = function* (step) {
  const requests = changed<Stored>(step, 'REQUEST');
  if (requests.length !== 1) yield `${step.name} notes ${requests.length} requests`;
  for (const { before, after } of requests) {
    if (before === null) {
      if (after['transaction'] !== step.transaction.id) yield `${step.name} notes another transaction than itself`;
      continue;
    }
    const told = ({ transaction, count, fields, digestSalt }: Stored): string => JSON.stringify([transaction, count, fields, digestSalt]);
    if (told(before) !== told(after)) yield `${step.name} came under a request id that was used with other content`;
    if (step.changes.length > 1) yield `${step.name} was repeated and changed ${step.changes.length - 1} records more`;
  }
};
