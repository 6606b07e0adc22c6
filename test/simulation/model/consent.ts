import type { TRANSACTIONS } from '@tierline/chaincode/api';
import type { Call } from '../operation';
import { WAYS, type Signed } from '../signing';
import { addressOf } from '../wallets';
import { claimOf } from './claims';
import { keysOf, ledgerTime } from './keys';
import { need, Refusal, there } from './refusal';
import { CORE_HOST, HOST, type Caller, type Change, type Input, type Scene } from './scene';
import { lengthOf, total, type State } from './state';
import { pairOf } from './offers';
import { tokenOf } from './tokens';

type Api = typeof TRANSACTIONS;

/** An act that a program may ask a signature of: its name, and the total that it is about. */
interface Decisive {
  readonly act: string;
  readonly totalMinor: (state: State, input: never) => bigint;
}

const DECISIVE: Readonly<Record<string, Decisive>> = {
  'receivable:confirm': {
    act: 'CONFIRM_TITLE',
    totalMinor: (state, { receivables }: Input<Api['receivable']['confirm']>) =>
      total(receivables.map((id) => claimOf(state, id).faceMinor)),
  },
  'token:assign': {
    act: 'ASSIGN',
    totalMinor: (_state, { payments }: Input<Api['token']['assign']>) =>
      total(payments.flatMap(({ takes }) => takes.map(({ amountMinor }) => amountMinor))),
  },
  'token:accept': {
    act: 'ACCEPT',
    totalMinor: (state, { transfers }: Input<Api['token']['accept']>) =>
      total(transfers.flatMap((id) => there(state.transfers.get(id)).tokens.map((token) => lengthOf(tokenOf(state, token))))),
  },
  'financing:take': {
    act: 'TAKE',
    totalMinor: (state, input: Input<Api['financing']['take']>) => there(state.offers.get(`${pairOf(input)}/${input.offer}`)).faceMinor,
  },
  'financing:disburse': {
    act: 'DISBURSE',
    totalMinor: (state, { ask }: Input<Api['financing']['disburse']>) =>
      total(there(state.asks.get(ask)).tokens.map((token) => lengthOf(tokenOf(state, token)))),
  },
};

/** The acts that a program may ask a signature of. */
export const ACTS: readonly string[] = Object.values(DECISIVE).map(({ act }) => act);

/** Which act a transaction is; undefined where it is none of them. */
export const actOf = (name: string): string | undefined => DECISIVE[name]?.act;

/** What is signed must be signed well, and what must be signed is signed; asked last, of what would be done otherwise. @throws Refusal CONSENT_REFUSED */
export function needConsent({ state, caller }: Scene, { name, signed }: Call, input: unknown): void {
  const decisive = DECISIVE[name];
  if (decisive === undefined) return;
  if (signed === undefined) {
    const from = state.consentRules.get(decisive.act);
    return need(from === undefined || decisive.totalMinor(state, input as never) < from, 'CONSENT_REFUSED', 'REQUIRED');
  }
  needSignature(state, caller, signed);
}

/** A signature that counts, as it is found: the way in which it was signed, then the key. */
function needSignature(state: State, caller: Caller, { way, wallet }: Signed): void {
  const { reason } = WAYS[way];
  need(reason === null, 'CONSENT_REFUSED', reason ?? '');
  const key = keysOf(state, caller.company.id).find(({ address }) => address === addressOf(wallet));
  if (key === undefined) throw new Refusal('CONSENT_REFUSED', 'NO_KEY');
  need(key.person === caller.person, 'CONSENT_REFUSED', 'KEY_OF_ANOTHER');
  const now = ledgerTime(state);
  need(key.validFrom !== null && key.validFrom <= now, 'CONSENT_REFUSED', 'KEY_NOT_YET');
  need(key.revokedFrom === null || key.revokedFrom > now, 'CONSENT_REFUSED', 'KEY_REVOKED');
}

/** program:requireConsent */
export function requireConsent({ state, caller }: Scene, { rules }: Input<Api['program']['requireConsent']>): Change {
  need([HOST, CORE_HOST].includes(caller.msp), 'NOT_AUTHORISED');
  const wanted = new Map<string, bigint>(rules.map(({ act, fromMinor }) => [act, fromMinor]));
  for (const [act, fromMinor] of state.consentRules) need((wanted.get(act) ?? fromMinor + 1n) <= fromMinor, 'CONDITION_UNMET');
  return () => {
    state.consentRules = wanted;
  };
}
