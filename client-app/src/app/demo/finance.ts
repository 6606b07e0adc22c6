import { addDays, pairCollection, sha256, TRANSACTIONS } from '@tierline/chaincode/api';
import { execute } from '../execute';
import { freshId } from '../ordering';
import type { Stage } from './stage';
import type { Held } from './tiers';

/** Annual rates that the banks of a demonstration offer, ppm. */
const RATES_PPM = [43_500, 46_000] as const;
const FEE_PER_TOKEN_MINOR = 1n;

/** A sale that was completed. */
export interface Sale {
  readonly ask: string;
  readonly bank: number;
}

/** Opens an ask for tokens of one owner on one core. */
export async function openAsk(stage: Stage, held: readonly Held[]): Promise<string> {
  const ask = freshId('ASK');
  const [{ owner } = { owner: '' }] = held;
  await execute(await stage.as('maker', owner), TRANSACTIONS.financing.ask, {
    program: stage.program,
    ask,
    kind: 'SALE',
    recourse: false,
    deadline: stage.inDays(1),
    tokens: held.map(({ token }) => token),
    heldBack: [],
  });
  return ask;
}

/** A bank's offer, valid for some days. */
export async function offerOf(stage: Stage, ask: string, bank: number, days: number): Promise<string> {
  const offer = freshId('OFFER');
  await execute(await stage.bank('maker', bank), TRANSACTIONS.financing.offer, {
    ...stage.pair(bank),
    ask,
    offer,
    ratePpm: RATES_PPM[bank % RATES_PPM.length] ?? 0,
    feesMinor: FEE_PER_TOKEN_MINOR,
    valueDate: stage.valueDate,
    validUntil: stage.inDays(days),
    tenorNote: 'Order book and delivery history reviewed',
    relatedNote: null,
  });
  return offer;
}

/** The seller takes an offer. */
export async function takeOffer(stage: Stage, owner: string, ask: string, offer: string, bank: number): Promise<void> {
  const session = await stage.as('maker', owner);
  const taken = { ...stage.pair(bank), ask, offer, account: `ACCOUNT-${owner}`.slice(0, 64), reason: null };
  await execute(session, TRANSACTIONS.financing.take, taken, await stage.keys.word(session));
}

/** The bank registers, pays and takes title; the seller confirms that the money came. */
export async function completeDeal(stage: Stage, owner: string, ask: string, offer: string, bank: number): Promise<void> {
  const pair = stage.pair(bank);
  const { proceedsMinor, valueDate } = await stage.record('OFFER', offer, pairCollection(pair.bankMsp, pair.hostMsp));
  await execute(await stage.bank('maker', bank), TRANSACTIONS.financing.register, { ...pair, ask, registryNo: freshId('ZDW') });
  const checker = await stage.bank('checker', bank);
  const reference = freshId('PAY');
  await execute(checker, TRANSACTIONS.financing.payout, {
    ...pair,
    ask,
    amountMinor: proceedsMinor,
    valueDate,
    reference,
    proofDigest: sha256(reference),
  });
  await execute(checker, TRANSACTIONS.financing.disburse, { program: stage.program, ask }, await stage.keys.word(checker));
  await execute(await stage.as('maker', owner), TRANSACTIONS.financing.confirmReceipt, { program: stage.program, ask });
}

/** One whole sale: an ask, an offer of each of two banks, the first bank's taken, registered, disbursed. */
export async function sell(stage: Stage, held: readonly Held[]): Promise<Sale> {
  const [{ owner } = { owner: '' }] = held;
  const ask = await openAsk(stage, held);
  const offer = await offerOf(stage, ask, 0, 2);
  await offerOf(stage, ask, 1, 2);
  await takeOffer(stage, owner, ask, offer, 0);
  await completeDeal(stage, owner, ask, offer, 0);
  return { ask, bank: 0 };
}

/** The limits of both banks on a core, wide enough for the demonstration. */
export async function setLimits(stage: Stage, core: string, ceilingMinor: bigint): Promise<void> {
  for (const bank of stage.members.banks.keys()) {
    await execute(await stage.bank('checker', bank), TRANSACTIONS.financing.setLimit, {
      ...stage.pair(bank),
      core,
      currency: stage.currency,
      ceilingMinor,
      expiresOn: addDays(stage.today, 3_650),
    });
  }
}
