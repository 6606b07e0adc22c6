import { reference, text, TRANSACTIONS, type CreditLimit } from '@tierline/chaincode/api';
import { planOffer } from '../../app/bidding';
import { knownAccount } from '../../app/cash';
import type { Desk } from '../../app/desk';
import { askOf, offersFor, takeOf, type OfferRow } from '../../app/offers';
import { step } from '../../app/step';
import { typedAmount, typedAs, typedMoment, typedRate } from '../../app/typed';
import { SUBMITTED_JSON, type CommandSpec } from '../command';
import { answer, type Outcome } from '../outcome';
import { submit } from '../submitting';
import { left, right, table } from '../table';
import { money, percent, timeIn } from '../text';

/** Sets or shows a bank's limit. */
export const limit: CommandSpec = {
  name: 'limit',
  group: 'Financing',
  does: "Sets the bank's limit on the core for this program's host of sellers; without --ceiling it shows the limits.",
  options: [
    { flags: '--ceiling <amount>', does: 'as 10,000,000.00; 0 takes nothing new' },
    { flags: '--expires <date>', does: 'last day on which it may be drawn' },
    { flags: '--core <company>', does: 'default: the core of the program' },
  ],
  examples: ['limit --ceiling 10,000,000.00 --expires 2026-12-31 --as checker@BANK-A-01', 'limit --as maker@BANK-A-01'],
  json: `{limits: [{bank, core, currency, ceilingMinor, usedMinor, reservedMinor, expiresOn}]} or ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const desk = await context.desk();
    const { program, id } = desk.view;
    const ceiling = context.input.text('ceiling');
    if (ceiling === null) return limits(desk);
    const ceilingMinor = typedAmount('--ceiling', ceiling, program.currency, 0n);
    const order = {
      program: id,
      bankMsp: desk.session.identity.msp,
      hostMsp: program.hostMsp,
      core: context.input.id('core') ?? program.core,
      currency: program.currency,
      ceilingMinor,
      expiresOn: context.input.neededDate('expires'),
    };
    return submit(context, {
      session: desk.session,
      view: desk.view,
      steps: [step(TRANSACTIONS.financing.setLimit, order)],
      lines: [`Limit on ${order.core}: ${money(ceilingMinor, program.currency)} until ${order.expiresOn}.`],
    });
  },
};

async function limits({ session, view }: Desk): Promise<Outcome> {
  const found = (await session.books.all('CREDIT-LIMIT')).map(({ record }) => record);
  const free = ({ ceilingMinor, usedMinor, reservedMinor }: CreditLimit): bigint => ceilingMinor - usedMinor - reservedMinor;
  const rows = found.map((each) => [
    each.bank,
    each.core,
    money(each.ceilingMinor, each.currency),
    money(each.usedMinor, each.currency),
    money(each.reservedMinor, each.currency),
    money(free(each), each.currency),
    each.expiresOn,
  ]);
  const columns = [left('bank'), left('core'), right('ceiling'), right('used'), right('reserved'), right('free'), left('until')];
  return answer(view, { limits: found }, found.length === 0 ? ['No limit is known to your organisation.'] : table(columns, rows));
}

/** Compares offers. */
export const offers: CommandSpec = {
  name: 'offers',
  group: 'Financing',
  does: 'Lists the offers for an ask by net cash in hand, with the annual rate of all costs on both day counts and the earliest payout.',
  arguments: { '<ask>': 'its id' },
  examples: ['offers ASK-3K7Q2M9XWD --as maker@SUP-02'],
  json:
    '{ask, faceMinor, currency, offers: [{offer, bank, proceedsMinor, discountMinor, feesMinor, ratePpm, allInPpm: {act360, act365}, ' +
    'payoutDate, validUntil, standing, isCheapest}]}',
  submits: false,
  run: async (context) => {
    const id = context.input.oneId('ask');
    const desk = await context.desk(id);
    const found = await askOf(desk, id);
    const rows = await offersFor(desk, id);
    const { currency } = found;
    const columns = [
      left('offer'),
      left('bank'),
      right('net cash'),
      right('discount'),
      right('fees'),
      right('rate'),
      right('all-in /360'),
      right('all-in /365'),
      left('payout from'),
      left('valid until'),
      left(''),
    ];
    return answer(desk.view, { ask: id, faceMinor: found.faceMinor, currency, offers: rows.map(offerJson) }, [
      `Ask ${id}: ${money(found.faceMinor, currency)} due ${found.lastPayDate}, ${found.status}${found.recourse ? ', with recourse' : ''}.`,
      ...(rows.length === 0
        ? ['No offers that your organisation may see.']
        : table(
            columns,
            rows.map((row) => offerCells(row, currency, desk.view.program.utcOffsetMinutes)),
          )),
    ]);
  },
};

function offerJson({ offer, standing, allIn, isCheapest }: OfferRow): object {
  const { id, bank, proceedsMinor, discountMinor, feesMinor, ratePpm, valueDate, validUntil } = offer;
  return {
    offer: id,
    bank,
    proceedsMinor,
    discountMinor,
    feesMinor,
    ratePpm,
    allInPpm: allIn,
    payoutDate: valueDate,
    validUntil,
    standing,
    isCheapest,
  };
}

function offerCells({ offer, standing, allIn, isCheapest }: OfferRow, currency: string, utcOffsetMinutes: number): string[] {
  return [
    offer.id,
    offer.bank,
    money(offer.proceedsMinor, currency),
    money(offer.discountMinor, currency),
    money(offer.feesMinor, currency),
    percent(offer.ratePpm),
    allIn === null ? '' : percent(allIn.act360),
    allIn === null ? '' : percent(allIn.act365),
    offer.valueDate,
    timeIn(offer.validUntil, utcOffsetMinutes),
    isCheapest ? 'most cash' : standing.toLowerCase(),
  ];
}

/** Offers a price. */
export const offer: CommandSpec = {
  name: 'offer',
  group: 'Financing',
  does: "Offers a price for an ask, as a bank; only the seller's side and the regulator see it.",
  arguments: { '<ask>': 'its id' },
  options: [
    { flags: '--rate <percent>', does: 'discount rate a year, as 4.5' },
    { flags: '--fees <amount>', does: 'all fees (default: 0)' },
    { flags: '--value-date <date>', does: 'day of the payout (default: the next working day)' },
    { flags: '--valid-until <time>', does: "default: the end of the ask's deadline" },
    { flags: '--tenor-note <text>', does: 'why a term above the soft limit is reasonable' },
    { flags: '--related-note <text>', does: 'your review where seller and debtor belong together' },
    { flags: '--id <id>', does: "the offer's id (default: a new one)" },
  ],
  examples: ['offer ASK-3K7Q2M9XWD --rate 4.5 --fees 10.00 --as maker@BANK-A-01'],
  json: `{offer, ask} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const { input } = context;
    const id = input.oneId('ask');
    const desk = await context.desk(id);
    const { view } = desk;
    const note = (option: string): string | null => {
      const value = input.text(option);
      return value === null ? null : typedAs(text(500), `--${option}`, value);
    };
    const until = input.text('valid-until');
    const planned = await planOffer(desk, {
      ask: id,
      ratePpm: typedRate('--rate', input.needed('rate')),
      feesMinor: input.amount('fees', view.program.currency, 0n) ?? 0n,
      valueDate: input.date('value-date'),
      validUntil: until === null ? null : typedMoment('--valid-until', until, view.program.utcOffsetMinutes),
      tenorNote: note('tenor-note'),
      relatedNote: note('related-note'),
      offer: input.id('id'),
      requestId: context.requestId,
    });
    const { offer: offerId, validUntil, quote } = planned;
    return submit(context, {
      session: desk.session,
      view,
      json: { offer: offerId, ask: id },
      steps: [planned.step],
      lines: [
        `Offer ${offerId}: ${percent(quote.ratePpm)}, fees ${money(quote.feesMinor, view.program.currency)}, payout ${quote.valueDate}, ` +
          `valid until ${timeIn(validUntil, view.program.utcOffsetMinutes)}.`,
      ],
    });
  },
};

/** Takes an offer. */
export const take: CommandSpec = {
  name: 'take',
  group: 'Financing',
  does: "Takes an offer: terms are fixed and the bank's limit is reserved. One that brings less cash than another needs a --reason.",
  arguments: { '<offer>': 'its id' },
  options: [
    { flags: '--account <reference>', does: 'your verified account for the money (default: that of your last sale)' },
    { flags: '--reason <text>', does: 'why it is not the offer with the most cash' },
  ],
  examples: ['take OFF-3K7Q2M9XWD --account CN-6222-0001 --as maker@SUP-02'],
  json: `{offer} and ${SUBMITTED_JSON}`,
  submits: true,
  signs: true,
  run: async (context) => {
    const id = context.input.oneId('offer');
    const desk = await context.desk(id);
    const reason = context.input.text('reason');
    const account = context.input.text('account') ?? (await knownAccount(desk)) ?? context.input.needed('account');
    const chosen = await takeOf(desk, {
      offer: id,
      account: typedAs(reference, '--account', account),
      reason: reason === null ? null : typedAs(text(500), '--reason', reason),
    });
    return submit(context, { session: desk.session, view: desk.view, json: { offer: id }, lines: [], steps: [chosen] });
  },
};
