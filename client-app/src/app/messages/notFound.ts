import { oneOf, wordOf, type Teller } from './teller';

const KINDS: Readonly<Record<string, string>> = {
  KEY: 'fingerprint key',
  'CREDIT-LIMIT': 'credit limit',
  'DEAL-TERMS': 'deal',
  'CORE-STANDING': 'record of the core',
  'PROGRAM-HEAD': 'program',
};

const UNKNOWN = ', or your organisation does not know of it: check the id';

/** By the detail that says what was looked for, in this order. */
const SOUGHT: Readonly<Record<string, Teller>> = {
  identity: ({ identity }) => `There is nobody called ${wordOf(identity)}: see "tierline users".`,
  field: ({ field, value }) => `There is no ${wordOf(field)} ${wordOf(value)}: check it.`,
  kind: kindText,
  offer: ({ offer, ask }) => `Offer ${wordOf(offer)} is not for ask ${wordOf(ask)}: see "tierline offers ${wordOf(ask)}".`,
  msp: ({ msp }) => `The network has no organisation ${wordOf(msp)}: see its network file.`,
  space: ({ space }) => `${wordOf(space)} is not open yet: create the program first.`,
  items: ({ items }) => `Not found: ${oneOf(items)}. Check the ids.`,
};

/** Something that is not there, or that the caller's organisation does not know of. */
export const notFoundText: Teller = (details, money) => {
  const sought = Object.keys(SOUGHT).find((name) => details[name] !== undefined);
  return sought === undefined ? `It is not there${UNKNOWN}.` : (SOUGHT[sought] as Teller)(details, money);
};

function kindText({ kind, id, core, currency, mend }: Parameters<Teller>[0]): string {
  const word = KINDS[wordOf(kind)] ?? wordOf(kind).toLowerCase();
  const then = mend === undefined ? UNKNOWN : `: ${wordOf(mend)}`;
  if (kind === 'founding') return 'The network is not founded yet: run "tierline init".';
  if (id === '') return `There is no ${word} yet${mend === undefined ? ': create one' : then}.`;
  if (core !== undefined) return `There is no ${word} on ${wordOf(core)} in ${wordOf(currency)}: the bank sets one with "tierline limit".`;
  return id === undefined ? `There is no such ${word}${then}.` : `There is no ${word} ${wordOf(id)}${then}.`;
}
