import { registration, type TRANSACTIONS } from '@tierline/chaincode/api';
import { signerOf } from '../wallets';
import { instantAt } from './days';
import { need, there } from './refusal';
import { CHAINCODE, CHANNEL, type Change, type Input, type Scene } from './scene';
import type { Key, State } from './state';

type Api = typeof TRANSACTIONS.company;

const MAX_KEYS = 50;

/** The ledger's time: keys know no program. */
export const ledgerTime = ({ nowMs }: State): string => instantAt(nowMs, 0);

/** Whether a key counts now. */
export function isInForce(state: State, { validFrom, revokedFrom }: Key): boolean {
  const now = ledgerTime(state);
  return validFrom !== null && validFrom <= now && (revokedFrom === null || revokedFrom > now);
}

/** The keys of a company, revoked ones among them. */
export const keysOf = (state: State, company: string): readonly Key[] => state.keys.get(company) ?? [];

/** company:proposeKey */
export function proposeKey({ state, caller }: Scene, wish: Input<Api['proposeKey']>): Change {
  const { company, address, possession, voucher } = wish;
  need(caller.company.id === company, 'NOT_AUTHORISED');
  const before = keysOf(state, company);
  need(before.length < MAX_KEYS, 'LIMIT_EXCEEDED');
  need(!before.some((key) => key.address === address), 'WRONG_STATE');
  const person = `${company}/${wish.person}`;
  const data = registration(state.network, { company, person, address, channel: CHANNEL, chaincode: CHAINCODE });
  need(signerOf(data, possession) === address, 'CONSENT_REFUSED', 'BAD_SIGNATURE');
  const inForce = before.filter((key) => isInForce(state, key));
  need(inForce.length === 0 || voucher !== null, 'CONSENT_REFUSED', 'VOUCHER_REQUIRED');
  const vouchedBy = voucher === null ? null : signerOf(data, voucher);
  need(voucher === null || inForce.some((key) => key.address === vouchedBy), 'CONSENT_REFUSED', 'NO_KEY');
  const key: Key = { address, person, proposedBy: caller.person, vouchedBy, validFrom: null, revokedFrom: null };
  return () => state.keys.set(company, [...before, key]);
}

const keyAt = (state: State, company: string, address: string): Key => there(keysOf(state, company).find((key) => key.address === address));

const replaced = (state: State, company: string, key: Key): Change => {
  return () =>
    state.keys.set(
      company,
      keysOf(state, company).map((each) => (each.address === key.address ? key : each)),
    );
};

/** company:approveKey */
export function approveKey({ state, caller }: Scene, { company, address }: Input<Api['approveKey']>): Change {
  there(state.companies.get(company));
  const found = keyAt(state, company, address);
  const isFirst = found.vouchedBy === null;
  need(isFirst ? caller.company.roles.includes('regulator') : caller.company.id === company, 'NOT_AUTHORISED');
  need(caller.person !== found.proposedBy, 'NOT_AUTHORISED');
  need(found.validFrom === null && found.revokedFrom === null, 'WRONG_STATE');
  const inForce = keysOf(state, company).filter((key) => isInForce(state, key));
  if (isFirst) need(inForce.length === 0, 'CONSENT_REFUSED', 'VOUCHER_REQUIRED');
  else
    need(
      inForce.some((key) => key.address === found.vouchedBy),
      'CONSENT_REFUSED',
      'KEY_REVOKED',
    );
  return replaced(state, company, { ...found, validFrom: ledgerTime(state) });
}

/** company:revokeKey */
export function revokeKey({ state, caller }: Scene, { company, address, from }: Input<Api['revokeKey']>): Change {
  const found = keyAt(state, company, address);
  need(caller.company.id === company || caller.company.roles.includes('regulator'), 'NOT_AUTHORISED');
  const now = ledgerTime(state);
  const revokedFrom = from ?? now;
  need(revokedFrom >= now, 'WRONG_STATE');
  need(found.revokedFrom === null || found.revokedFrom > revokedFrom, 'WRONG_STATE');
  return replaced(state, company, { ...found, revokedFrom });
}
