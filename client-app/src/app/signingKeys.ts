import { Fault, registration, TRANSACTIONS, type SigningKey, type TypedData } from '@tierline/chaincode/api';
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

/** The keys of a company, revoked ones among them; none when it never had one. */
export async function keysOf({ books }: Session, company: string): Promise<readonly SigningKey[]> {
  return (await books.find('SIGNING-KEYS', '', company))?.record.keys ?? [];
}
