import type { Wire } from '@tierline/chaincode/api';
import { instantPlus, plusDays } from '../model/days';
import { BANK_HOSTS } from '../model/scene';
import type { Call, WireOrder } from '../operation';
import type { Draft } from './draft';

/** Makes something wrong with a call, more or less likely to be noticed: the model says what must come of it. */
type Spoil = (draft: Draft, call: Call) => Call;

const PEOPLE = [
  'viewer@SUP-01',
  'maker@SUP-03',
  'checker@SUP-05',
  'forger@SUP-02',
  'forger@CORE-01',
  'maker@CORE-01',
  'checker@CORE-02',
  'second@CORE-01',
  'second@CORE-02',
  'maker@BANK-A-01',
  'checker@BANK-B-01',
  'second@OPERATOR-01',
  'maker@OPERATOR-01',
  'checker@REGULATOR-01',
  'maker@INHOUSE-01',
  'maker@NOBODY-01',
] as const;

const wrongActor: Spoil = ({ random }, call) => ({ ...call, actor: random.of(PEOPLE) });

const otherDuty: Spoil = (_draft, call) => {
  const [who, company = ''] = call.actor.split('@');
  return { ...call, actor: `${who === 'maker' ? 'checker' : 'maker'}@${company}` };
};

/** The order with every text changed that `change` has another one for. */
function changed(value: Wire, change: (field: string, text: string) => Wire, field = ''): Wire {
  if (typeof value === 'string') return change(field, value);
  if (Array.isArray(value)) return value.map((each: Wire) => changed(each, change, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, changed(each, change, name)]));
}

const withTexts = (call: Call, change: (field: string, text: string) => Wire): Call => ({
  ...call,
  order: changed(call.order, change) as WireOrder,
});

const wrongAmount: Spoil = ({ random }, call) => {
  const how = random.of(['more', 'less', 'tenfold', 'one', 'zero', 'half']);
  return withTexts(call, (field, text) => {
    if (!field.endsWith('Minor') || !/^[0-9]+$/.test(text)) return text;
    const amount = BigInt(text);
    const wrong = { more: amount + 1n, less: amount - 1n, tenfold: amount * 10n, one: 1n, zero: 0n, half: amount / 2n }[how];
    return String(wrong === undefined || wrong < 0n ? 0n : wrong);
  });
};

const wrongTime: Spoil = ({ random }, call) => {
  const days = random.of([-400, -30, -4, -1, 1, 5, 40, 400]);
  return withTexts(call, (_field, text) => {
    if (/^\d{4}-\d\d-\d\dT/.test(text)) return instantPlus(text, days);
    return /^\d{4}-\d\d-\d\d$/.test(text) ? plusDays(text, days) : text;
  });
};

/** Names another record of the same kind, or one that never was. */
const wrongRecord: Spoil = (draft, call) => {
  const { random, state } = draft;
  const other = (records: ReadonlyMap<string, unknown>, none: string): string =>
    random.percent(80) ? (random.pick([...records.keys()]) ?? none) : none;
  const kinds: Readonly<Record<string, () => string>> = {
    token: () => other(state.tokens, 'SCH-000000-01:0-10000'),
    tokens: () => other(state.tokens, 'SCH-000000-01:0-10000'),
    receivable: () => other(state.claims, 'SCH-000000-01'),
    receivables: () => other(state.claims, 'SCH-000000-01'),
    transfers: () => other(state.transfers, 'TRF-000000'),
    ask: () => other(state.asks, 'ASK-000000'),
    offer: () => other(state.offers, 'OFFER-000000').split('/').at(-1) ?? '',
    payee: () => random.of(['CORE-01', 'SUP-01', 'SUP-05', 'INHOUSE-01', 'BANK-A-01', 'NOBODY-01']),
    creditor: () => random.of(['SUP-01', 'SUP-08', 'INHOUSE-01', 'CORE-01', 'NOBODY-01']),
    debtor: () => random.of(['CORE-01', 'CORE-02', 'SUP-02', 'NOBODY-01']),
    core: () => random.of(['CORE-01', 'CORE-02', 'SUP-02', 'NOBODY-01']),
    bankReference: () => other(state.receipts, 'BANK-000000'),
    reduction: () => other(state.reductions, 'RED-000000'),
    schedule: () => 'SCH-000000',
  };
  const fields = Object.keys(kinds).filter((field) => JSON.stringify(call.order).includes(`"${field}"`));
  const field = random.pick(fields);
  if (field === undefined) return call;
  let isFirst = true;
  return withTexts(call, (name, text) => {
    if (name !== field || !isFirst) return text;
    isFirst = false;
    return kinds[field]?.() ?? text;
  });
};

const wrongPlace: Spoil = ({ random }, call) => {
  if (call.order['bankMsp'] === undefined || random.percent(30)) return { ...call, order: { ...call.order, program: 'DEMO-EUR' } };
  const bankMsp = call.order['bankMsp'] === BANK_HOSTS[0] ? BANK_HOSTS[1] : BANK_HOSTS[0];
  return { ...call, order: { ...call.order, bankMsp } };
};

const malformed: Spoil = ({ random }, call) => {
  const field = random.pick(Object.keys(call.order)) ?? 'program';
  const junk = random.of<Wire>(['', '-1', '1e3', '0x10', null, { a: 1 }, '\u0000', 'x'.repeat(700), -0.5]);
  const order = random.percent(50) ? { ...call.order, [field]: junk } : { ...call.order, unknown: junk };
  return { ...call, order };
};

/** An id that another record of the kind has already. */
const takenId: Spoil = ({ random, state }, call) => {
  const taken: readonly (readonly [string, ReadonlyMap<string, unknown>])[] = [
    ['ask', state.asks],
    ['offer', state.offers],
    ['transfer', state.transfers],
    ['reduction', state.reductions],
    ['id', state.schedules],
    ['bankReference', state.receipts],
    ['proposal', state.proposals],
  ];
  return withTexts(call, (name, text) => {
    const records = taken.find(([field]) => field === name)?.[1];
    return records === undefined
      ? text
      : (random
          .pick([...records.keys()])
          ?.split('/')
          .at(-1) ?? text);
  });
};

const SPOILS: Readonly<Record<string, Spoil>> = {
  wrongActor,
  otherDuty,
  wrongAmount,
  wrongTime,
  wrongRecord,
  wrongPlace,
  malformed,
  takenId,
};

/** Spoils a call in one of the ways. */
export function spoilt(draft: Draft, call: Call): Call {
  const how = draft.random.weighted({
    wrongActor: 25,
    otherDuty: 10,
    wrongAmount: 20,
    wrongTime: 15,
    wrongRecord: 20,
    wrongPlace: 8,
    malformed: 5,
    takenId: 6,
  });
  return SPOILS[how]?.(draft, call) ?? call;
}
