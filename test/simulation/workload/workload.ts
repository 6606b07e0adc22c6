import type { State } from '../model/state';
import type { Call, Operation } from '../operation';
import { Random } from '../prng';
import { CLAIM_CALLS } from './claimCalls';
import { Draft, type Drawn } from './draft';
import { KEY_CALLS, signedOrFirst } from './keyCalls';
import { MONEY_CALLS } from './moneyCalls';
import { REGISTER_CALLS } from './registerCalls';
import { SALE_CALLS } from './saleCalls';
import { spoilt } from './spoil';
import { TOKEN_CALLS } from './tokenCalls';

const CALLS: Readonly<Record<string, Drawn>> = {
  ...CLAIM_CALLS,
  ...TOKEN_CALLS,
  ...SALE_CALLS,
  ...MONEY_CALLS,
  ...REGISTER_CALLS,
  ...KEY_CALLS,
};

/** How often each call is drawn, beside the others. */
const WEIGHTS: Readonly<Record<string, number>> = {
  'receivable:submit': 60,
  'receivable:submitAgain': 8,
  'receivable:check': 50,
  'receivable:confirm': 50,
  'receivable:return': 6,
  'receivable:void': 5,
  'receivable:revise': 8,
  'receivable:resubmit': 8,
  'receivable:recordOverdue': 40,
  'receivable:recordCure': 20,
  'token:split': 50,
  'token:merge': 25,
  'token:assign': 80,
  'token:accept': 55,
  'token:reject': 8,
  'token:withdraw': 8,
  'token:expire': 10,
  'financing:setLimit': 6,
  'financing:ask': 70,
  'financing:close': 8,
  'financing:cancel': 6,
  'financing:expire': 12,
  'financing:offer': 80,
  'financing:withdraw': 6,
  'financing:take': 75,
  'financing:register': 50,
  'financing:payout': 50,
  'financing:disburse': 70,
  'financing:confirmReceipt': 30,
  'financing:contestReceipt': 6,
  'financing:fail': 10,
  'financing:abandon': 8,
  'financing:recourse': 90,
  'financing:release': 25,
  'settlement:settle': 55,
  'settlement:settleAfter': 8,
  'settlement:redeem': 60,
  'settlement:refund': 10,
  'receivable:proposeReduction': 15,
  'receivable:agreeReduction': 12,
  'receivable:openCredit': 8,
  'receivable:closeCredit': 6,
  'company:onboard': 3,
  'company:setStatus': 12,
  'company:propose': 5,
  'company:approve': 5,
  'company:refuse': 2,
  'company:setFingerprintKey': 1,
  'company:proposeKey': 8,
  'company:approveKey': 8,
  'company:revokeKey': 4,
  'program:openPair': 2,
  'program:requireConsent': 3,
  'program:advanceClock': 18,
};

/** Per cent of the calls that something is made wrong with. */
const SPOILT_PERCENT = 16;
/** Applied calls that may be sent again. */
const REMEMBERED = 200;
const HOUR_MS = 3_600_000;
const ORGANISATIONS = ['OperatorMSP', 'CoreMSP', 'BankAMSP', 'BankBMSP', 'RegulatorMSP'] as const;

/** All parties at work: draws one operation after another from a seed and from what is believed to be true. */
export class Workload {
  readonly #draft: Draft;
  readonly #sent: Call[] = [];
  readonly #weights: Readonly<Record<string, number>>;

  /**
   * @param serial the ids that it gives count from here
   * @param signs whether people have keys and sign: what is signed counts on one ledger alone
   */
  constructor(
    seed: number,
    state: State,
    serial = 0,
    private readonly signs = true,
  ) {
    this.#draft = new Draft(new Random(seed, 1), state, serial);
    this.#weights = signs ? WEIGHTS : Object.fromEntries(Object.entries(WEIGHTS).filter(([name]) => !(name in KEY_CALLS)));
  }

  /** The next operation. */
  next(): Operation {
    const { random } = this.#draft;
    const what = random.weighted({ call: 9_230, race: 350, again: 250, clock: 150, reproject: 12, crash: 12 });
    switch (what) {
      case 'call':
        return this.#call();
      case 'race':
        return this.#race();
      case 'again':
        return this.#again();
      case 'clock':
        return { kind: 'clock', byMs: random.between(1, 14 * HOUR_MS) };
      case 'reproject':
        return { kind: 'reproject', msp: random.of(ORGANISATIONS), afterPermille: random.below(1_000) };
      case 'crash':
        return { kind: 'crash' };
    }
  }

  #call(): Call {
    const { random } = this.#draft;
    const drawn = this.#drawn();
    const away = random.percent(3) ? { ...drawn, coreAway: true } : drawn;
    const call = random.percent(SPOILT_PERCENT) ? spoilt(this.#draft, away) : away;
    this.#remember(call);
    return call;
  }

  #drawn(): Call {
    for (;;) {
      const drawn = CALLS[this.#draft.random.weighted(this.#weights)]?.(this.#draft) ?? null;
      if (drawn !== null) return this.signs ? signedOrFirst(this.#draft, drawn) : drawn;
    }
  }

  #remember(call: Call): void {
    this.#sent.push(call);
    if (this.#sent.length > REMEMBERED) this.#sent.shift();
  }

  /** Two or three acts at once: on the same thing, the very same one, or on different things. */
  #race(): Operation {
    const { random } = this.#draft;
    const first = this.#drawn();
    const rivals = Array.from({ length: random.percent(80) ? 1 : 2 }, () => this.#rival(first));
    return { kind: 'race', calls: [first, ...rivals] };
  }

  #rival(first: Call): Call {
    const { random } = this.#draft;
    const how = random.weighted({ sameOrder: 30, sameKind: 40, other: 25, sameRequest: 5 });
    if (how === 'sameRequest') return first;
    if (how === 'sameOrder') return { ...first, request: this.#draft.fresh('REQ') };
    const kind = how === 'sameKind' ? random.of([first.name, ...(RIVALS[first.name] ?? [])]) : null;
    return (kind === null ? null : CALLS[kind]?.(this.#draft)) ?? this.#drawn();
  }

  /** An earlier call once more, as it was or with other content under its request id. */
  #again(): Operation {
    const { random } = this.#draft;
    const earlier = random.pick(this.#sent);
    if (earlier === undefined) return this.#call();
    if (random.percent(60)) return earlier;
    return { ...spoilt(this.#draft, earlier), actor: earlier.actor };
  }
}

/** What is likely to touch the same thing as a call. */
const RIVALS: Readonly<Record<string, readonly string[]>> = {
  'token:split': ['financing:ask', 'token:assign', 'token:merge'],
  'token:assign': ['financing:ask', 'token:split'],
  'token:accept': ['token:withdraw', 'token:reject'],
  'token:withdraw': ['token:accept'],
  'financing:ask': ['token:split', 'token:assign', 'receivable:agreeReduction'],
  'financing:take': ['financing:cancel', 'financing:withdraw', 'financing:take'],
  'financing:payout': ['financing:fail', 'financing:setLimit'],
  'financing:disburse': ['financing:abandon', 'settlement:settle'],
  'settlement:settle': ['settlement:redeem', 'token:split'],
  'settlement:redeem': ['settlement:settle', 'settlement:redeem'],
  'receivable:check': ['receivable:void', 'receivable:return'],
  'receivable:confirm': ['receivable:return', 'receivable:void'],
  'receivable:agreeReduction': ['token:split', 'settlement:settle'],
  'program:advanceClock': ['token:accept', 'financing:take'],
  'company:revokeKey': ['token:assign', 'receivable:confirm', 'company:proposeKey'],
  'program:requireConsent': ['token:assign', 'token:accept', 'receivable:confirm'],
};
