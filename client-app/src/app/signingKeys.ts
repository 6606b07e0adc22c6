import {
  Fault,
  instantOf,
  isInForce,
  registration,
  TRANSACTIONS,
  type Instant,
  type SigningKey,
  type TypedData,
} from '@tierline/chaincode/api';
import { companyOf } from './desk';
import type { Signer } from '../ports/signer';
import { step, type Step } from './step';
import type { Session } from './session';

/** A key that is to be registered. */
export interface NewKey {
  /** The person who will sign with it, as his certificate names him. */
  readonly person: string;
  /** The key itself: it shows that it is there. */
  readonly signer: Signer;
  /** A key of the company that is in force and vouches for it; null for the first. */
  readonly voucher: Signer | null;
}

/** What new key and voucher sign. @throws Fault CONDITION_UNMET {condition: 'network-id'} on a ledger from before signatures */
export async function registrationOf(session: Session, address: string, person: string): Promise<TypedData> {
  const founding = await session.books.find('FOUNDING', '', 'FOUNDING');
  const id = founding?.record.network;
  if (id === undefined) throw new Fault('CONDITION_UNMET', { condition: 'network-id' });
  const { channel, chaincode } = session.network;
  const { company } = session.attributes;
  return registration(id, { company, person: `${company}/${person}`, address, channel, chaincode });
}

/** Proposes a key of the caller's company. @throws Fault */
export async function proposeKey(session: Session, { person, signer, voucher }: NewKey): Promise<Step> {
  const data = await registrationOf(session, signer.address, person);
  return step(TRANSACTIONS.company.proposeKey, {
    company: session.attributes.company,
    address: signer.address,
    person,
    possession: await signer.sign(data),
    voucher: voucher === null ? null : await voucher.sign(data),
  });
}

/** How a key stands: ENDING counts, and is revoked from a time to come. */
export const KEY_STATES = ['PROPOSED', 'IN_FORCE', 'ENDING', 'REVOKED'] as const;
/** One of {@link KEY_STATES}. */
export type KeyState = (typeof KEY_STATES)[number];

/** Who approves a key that is proposed. */
export type Approver = 'REGULATOR' | 'COMPANY';

/** A key as people look at it. */
export interface KeyRow extends SigningKey {
  /** Company id. */
  readonly company: string;
  readonly state: KeyState;
  /** Who approves it; null for one that waits for nobody. */
  readonly waitsFor: Approver | null;
  /** How it stands, in words. */
  readonly told: string;
}

/**
 * The keys of the caller's company; for a regulator those of every company.
 * @param company of this one alone; null for all that the caller may look at
 * @throws Fault NOT_AUTHORISED for another company's
 */
export async function keysSeen(session: Session, company: string | null, nowMs: number): Promise<readonly KeyRow[]> {
  const { id, roles } = await companyOf(session);
  const seesAll = roles.includes('regulator');
  if (company !== null && company !== id && !seesAll) throw new Fault('NOT_AUTHORISED', { need: 'the company itself, or a regulator' });
  const wanted = company ?? (seesAll ? null : id);
  const now = instantOf(nowMs);
  if (wanted !== null) return (await keysOf(session, wanted)).map((key) => keyRow(wanted, key, now));
  const all = await session.books.all('SIGNING-KEYS');
  return all.flatMap(({ record }) => record.keys.map((key) => keyRow(record.company, key, now)));
}

/** Addresses that count for the caller now. */
export async function ownKeys(session: Session, nowMs: number): Promise<readonly string[]> {
  const { company, person } = session.attributes;
  const keys = await keysOf(session, company);
  return keys.filter((key) => key.person === `${company}/${person}` && isInForce(key, instantOf(nowMs))).map(({ address }) => address);
}

/** Whether what a key signs counts. */
export const isCounting = ({ state }: Pick<KeyRow, 'state'>): boolean => state === 'IN_FORCE' || state === 'ENDING';

function keyRow(company: string, key: SigningKey, now: Instant): KeyRow {
  const state = stateOf(key, now);
  const waitsFor = state === 'PROPOSED' ? approverOf(key) : null;
  return { company, ...key, state, waitsFor, told: toldOf(key, state) };
}

function stateOf(key: SigningKey, now: Instant): KeyState {
  if (key.validFrom === null) return key.revokedFrom === null ? 'PROPOSED' : 'REVOKED';
  if (key.revokedFrom === null) return 'IN_FORCE';
  return isInForce(key, now) ? 'ENDING' : 'REVOKED';
}

const approverOf = ({ vouchedBy }: SigningKey): Approver => (vouchedBy === null ? 'REGULATOR' : 'COMPANY');

function toldOf(key: SigningKey, state: KeyState): string {
  const waits = approverOf(key) === 'REGULATOR' ? 'the regulator' : 'another person of the company';
  const words: Readonly<Record<KeyState, string>> = {
    PROPOSED: `Waits for the approval of ${waits}: nothing that it signs counts yet.`,
    IN_FORCE: `In force since ${key.validFrom}: what it signs binds the company.`,
    ENDING: `In force until ${key.revokedFrom}; from then on nothing that it signs counts.`,
    REVOKED: `Revoked from ${key.revokedFrom} on: what it signed before stays signed.`,
  };
  return words[state];
}

/** The keys of a company, revoked ones among them; none when it never had one. */
export async function keysOf({ books }: Session, company: string): Promise<readonly SigningKey[]> {
  return (await books.find('SIGNING-KEYS', '', company))?.record.keys ?? [];
}
