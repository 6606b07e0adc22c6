import { CONSENT_ACTS, TRANSACTIONS, type ConsentAct, type ConsentRule } from '@tierline/chaincode/api';
import { step } from '../../app/step';
import { refuseTyped, typedAmount } from '../../app/typed';
import { SUBMITTED_JSON, type CommandSpec } from '../command';
import { submit } from '../submitting';
import { facts } from '../table';
import { money } from '../text';

/** The decisive acts, as the commands that do them are called. */
const NAMES: Readonly<Record<string, ConsentAct>> = {
  confirm: 'CONFIRM_TITLE',
  assign: 'ASSIGN',
  accept: 'ACCEPT',
  take: 'TAKE',
  disburse: 'DISBURSE',
};

/** Asks for signatures in a program. */
export const programConsent: CommandSpec = {
  name: 'program consent',
  group: 'Signing',
  does:
    'Has a program ask for the own signature of whoever acts, from a total of one transaction on, as a checker of its host or core. ' +
    'What it asks for already stays: the rules only become stricter.',
  arguments: {
    '<program>': 'its id',
    '<rules...>': `each an act and the least total, 0 for always: ${Object.keys(NAMES).join(', ')}, as confirm=0 take=10,000.00`,
  },
  examples: ['program consent DEMO-CNY confirm=0 assign=10,000.00 --as checker@CORE-01'],
  json: `{rules: [{act, fromMinor}]} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const { session, view } = await context.desk();
    const { currency, consent: before = [] } = view.program;
    const typed = context.input.list('rules').map((rule) => typedRule(rule, currency));
    const kept = before.filter(({ act }) => !typed.some((rule) => rule.act === act));
    const rules = [...kept, ...typed].sort((a, b) => CONSENT_ACTS.indexOf(a.act) - CONSENT_ACTS.indexOf(b.act));
    return submit(context, {
      session,
      view,
      json: { rules },
      lines: facts(rules.map(({ act, fromMinor }) => [act, fromMinor === 0n ? 'always' : `from ${money(fromMinor, currency)} on`])),
      steps: [step(TRANSACTIONS.program.requireConsent, { program: view.id, rules })],
    });
  },
};

function typedRule(rule: string, currency: string): ConsentRule {
  const [name = '', amount = '', ...more] = rule.split('=');
  const act = Object.hasOwn(NAMES, name) ? NAMES[name] : CONSENT_ACTS.find((each) => each === name);
  if (act === undefined || more.length > 0)
    throw refuseTyped('rules', rule, `an act and an amount, as ${Object.keys(NAMES).join('=0 ')}=0`);
  return { act, fromMinor: typedAmount('rules', amount, currency, 0n) };
}
