import { TRANSACTIONS } from '@tierline/chaincode/api';
import { createProgram, foundNetwork, type NewProgram } from '../../app/founding';
import { programView } from '../../app/programs';
import { offsetTo, programOf, surveyProgram } from '../../app/openingProgram';
import { step } from '../../app/step';
import { refuseTyped, typedAmount, typedDate, typedRate, typedWhole } from '../../app/typed';
import { SUBMITTED_JSON, type CommandSpec } from '../command';
import type { Context } from '../context';
import type { Input } from '../input';
import { answer, type Outcome } from '../outcome';
import { submit } from '../submitting';
import { facts } from '../table';
import { money } from '../text';

/** Opens a program. */
export const createProgramCommand: CommandSpec = {
  name: 'program create',
  group: 'The network',
  does:
    "Opens a program of the network file with its rules; the operator's two people act, and the currency's calendar is registered " +
    'first.',
  arguments: { '<program>': 'its id, as the network file has it: DEMO-CNY' },
  options: [
    { flags: '--business-date <date>', does: 'makes it a DEMO program with a clock of its own that starts on this date' },
    { flags: '--name <text>', does: 'its name (default: the id)' },
    { flags: '--currency <code>', does: 'ISO 4217 (default: the last three letters of the id)' },
    { flags: '--core <company>', does: "the core enterprise (default: the core organisation's own company)" },
    { flags: '--day-count <basis>', does: "ACT/360 or ACT/365F (default: the currency's)" },
    { flags: '--max-tier <number>', does: 'deepest tier that may own a token (default: 4)' },
    { flags: '--minimum-token <amount>', does: 'least amount that a token is cut to (default: 100 units)' },
    { flags: '--no-recourse', does: 'allows no sales with recourse' },
    { flags: '--term-days <days>', does: 'usual terms of payment (default: 90)' },
    { flags: '--payout-days <days>', does: 'days within which a bank pays out (default: 3)' },
    { flags: '--grace-days <days>', does: 'days after which a missing payment is a default (default: 5)' },
    { flags: '--utc-offset <minutes>', does: "the zone of the business date (default: the currency's)" },
    { flags: '--late-rate <percent>', does: 'agreed late interest a year; needs --lpr (default: the statutory 0.05 % a day)' },
    { flags: '--lpr <percent>', does: 'one-year prime rate, which --late-rate must not be below' },
  ],
  examples: ['program create DEMO-CNY --business-date 2026-03-02', 'program create DEMO-EUR --max-tier 3 --minimum-token 1,000.00'],
  json: '{created, rules: {...}}',
  submits: true,
  run: async (context) => {
    const { sessions } = await context.ledger(!context.isDryRun);
    if (!context.isDryRun) await foundNetwork(sessions);
    const program = programOf(sessions, wanted(context.input), context.surroundings.now());
    context.currency = program.currency;
    const { calendars } = await import('../../main.js');
    const session = await context.operator();
    if (context.isDryRun) {
      const survey = await surveyProgram(sessions, calendars, program);
      return submit(context, {
        session,
        view: null,
        lines: [],
        steps: [{ name: 'program:create', items: 1, execute: never, dryRun: () => Promise.resolve(survey) }],
      });
    }
    const isNew = (await session.books.find('PROGRAM-HEAD', '', program.program)) === null;
    if (isNew) context.note(`opening ${program.program} with the payment days of ${program.currency} ...`);
    await createProgram(sessions, calendars, program);
    return created(context, program.program, isNew);
  },
};

const never = (): never => {
  throw new Error('a survey is not submitted');
};

function wanted(input: Input): Parameters<typeof programOf>[1] {
  const rules: { -readonly [K in keyof NewProgram]?: NewProgram[K] } = {};
  const program = input.oneId('program');
  const currency = input.text('currency');
  const whole = (option: string, most: number, least = 0): number | undefined => {
    const text = input.text(option);
    return text === null ? undefined : typedWhole(`--${option}`, text, least, most);
  };
  const minimum = input.text('minimum-token');
  const chosen = {
    core: input.id('core') ?? undefined,
    maxTier: whole('max-tier', 20, 1),
    termDays: whole('term-days', 365, 1),
    payoutDays: whole('payout-days', 30, 1),
    graceDays: whole('grace-days', 90),
    utcOffsetMinutes: whole('utc-offset', 840, -720),
    dayCount: dayCount(input.text('day-count')),
    recourse: input.isNotOff('recourse'),
    minimumTokenMinor: minimum === null ? undefined : typedAmount('--minimum-token', minimum, currency ?? program.slice(-3)),
    lateContract: lateContract(input),
  };
  Object.assign(rules, Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)));
  return { program, name: input.text('name'), businessDate: input.date('business-date'), currency, rules };
}

function dayCount(text: string | null): NewProgram['dayCount'] | undefined {
  if (text === null) return undefined;
  if (text === 'ACT/360' || text === 'ACT/365F') return text;
  throw refuseTyped('--day-count', text, 'ACT/360 or ACT/365F');
}

function lateContract(input: Input): NewProgram['lateContract'] | undefined {
  const [rate, lpr] = [input.text('late-rate'), input.text('lpr')];
  if (rate === null) return undefined;
  return { ratePpm: typedRate('--late-rate', rate), oneYearLprPpm: typedRate('--lpr', lpr ?? input.needed('lpr')), dayCount: 'ACT/365F' };
}

async function created(context: Context, id: string, isNew: boolean): Promise<Outcome> {
  const { books } = await context.operator();
  const view = await programView(books, id, context.surroundings.now());
  const { program } = view;
  return answer(view, { created: isNew, rules: program }, [
    isNew ? 'The program is open.' : 'The program was open before: nothing was changed.',
    ...facts([
      ['core', program.core],
      ['currency', `${program.currency}, ${program.dayCount}`],
      ['deepest tier', String(program.maxTier)],
      ['smallest token', money(program.minimumTokenMinor, program.currency)],
      ['recourse', program.recourse ? 'allowed' : 'not allowed'],
      ['payout within', `${program.payoutDays} days`],
      ['grace', `${program.graceDays} days`],
    ]),
  ]);
}

/** Moves a DEMO program's clock. */
export const clock: CommandSpec = {
  name: 'clock',
  group: 'The network',
  does:
    'Moves the clock of a DEMO program forward to a date; without a date it tells the business date. The operator and the settlement ' +
    'bank may.',
  arguments: { '[date]': 'the new business date' },
  examples: ['clock 2026-06-22', 'clock'],
  json: SUBMITTED_JSON,
  submits: true,
  run: async (context) => {
    const desk = await context.desk(null, await context.operator());
    const date = context.input.argumentOrNull('date');
    if (date === null) return answer(desk.view, {}, []);
    if (!context.isDryRun && date <= desk.view.time.today)
      throw refuseTyped('date', date, `the clock stands at ${desk.view.time.today} and only moves forward`);
    const clockOffsetDays = offsetTo(typedDate('date', date), desk.view.program.utcOffsetMinutes, context.surroundings.now());
    const outcome = await submit(context, {
      session: desk.session,
      view: desk.view,
      lines: [],
      steps: [step(TRANSACTIONS.program.advanceClock, { program: desk.view.id, clockOffsetDays })],
    });
    if (context.isDryRun) return outcome;
    const view = await programView(desk.session.books, desk.view.id, context.surroundings.now());
    return { ...outcome, view };
  },
};
