import { expect } from 'chai';
import type { TypedDataField } from 'ethers';
import type { Reader, Reading } from '../support/chromium';
import { InjectedWallet } from '../support/injectedWallet';
import type { Served } from '../support/served';
import type { Stage } from './stage';

/** A key as the API tells it. */
export interface KeyRow {
  readonly address: string;
  readonly person: string;
  readonly company: string;
  readonly state: string;
}

/** The one key of a person. */
export async function keyOf(served: Served, person: string): Promise<KeyRow> {
  const { body } = await served.get('/signing-keys', 'checker@REGULATOR-01');
  const found = (body['keys'] as readonly KeyRow[]).find((key) => key.person === person);
  if (found === undefined) throw new Error(`${person} has no key`);
  return found;
}

/** The regulator approves a person's first key, past the page. */
export async function approved(served: Served, person: string): Promise<void> {
  const { company, address } = await keyOf(served, person);
  const { status, body } = await served.post('/transactions/company/approveKey', {
    as: 'checker@REGULATOR-01',
    body: { company, address },
  });
  expect(status, JSON.stringify(body)).to.equal(200);
}

/** The core asks for every act's signature. */
export async function required(served: Served): Promise<void> {
  const rules = ['CONFIRM_TITLE', 'ASSIGN', 'ACCEPT', 'TAKE', 'DISBURSE'].map((act) => ({ act, fromMinor: '0' }));
  const { status, body } = await served.post('/transactions/program/requireConsent', {
    as: 'checker@CORE-01',
    body: { program: 'DEMO-CNY', rules },
  });
  expect(status, JSON.stringify(body)).to.equal(200);
}

/** Signs what the dialogue shows. */
export async function signs(reader: Reader, passphrase: string | null): Promise<void> {
  const dialog = reader.page.getByRole('dialog', { name: 'Sign with your own key' });
  if (passphrase !== null) await dialog.getByLabel('Passphrase of the key').fill(passphrase);
  await dialog.getByRole('button', { name: 'Sign and send' }).click();
}

/** Somebody at a browser in which a wallet is, with whose account he signs: registered, and approved by the regulator. */
export async function withWallet(
  { browsers, served }: Stage,
  user: string,
  reading: Reading & { readonly isAnnounced?: boolean } = {},
): Promise<{ readonly reader: Reader; readonly wallet: InjectedWallet }> {
  const reader = await browsers.fresh(served.address, reading);
  const wallet = await InjectedWallet.into(reader.context, user, reading.isAnnounced ?? true);
  const [person = '', company = ''] = user.split('@');
  const { body: asked } = await served.get(`/signing-keys/registration?address=${wallet.address}`, user);
  const data = asked['typedData'] as {
    domain: object;
    types: Record<string, TypedDataField[]>;
    message: Readonly<Record<string, unknown>>;
  };
  const body = { company, address: wallet.address, person, possession: await wallet.sign(data), voucher: null };
  const proposed = await served.post('/transactions/company/proposeKey', { as: user, body });
  expect(proposed.status, JSON.stringify(proposed.body)).to.equal(200);
  await approved(served, `${company}/${person}`);
  await reader.page.goto(reading.path ?? '/');
  await reader.signIn(user);
  return { reader, wallet };
}
