import { TRANSACTIONS, type TypedData } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import { proposeKey } from '@tierline/client-app/dist/app/signingKeys';
import type { Signer } from '@tierline/client-app/dist/ports/signer';
import { type BaseWallet, decryptKeystoreJson, id, Wallet, type TypedDataField } from 'ethers';
import type { Place } from './world';

/** A person's key in a test, and the signer that his application uses. */
export class TestKey implements Signer {
  readonly #wallet: BaseWallet;
  readonly address: string;
  /** All that it was given to sign. */
  readonly seen: TypedData[] = [];

  /** @param seed a key that is the same in every run; by default a random one. */
  constructor(seed: string | null = null) {
    this.#wallet = seed === null ? Wallet.createRandom() : new Wallet(id(seed));
    this.address = this.#wallet.address;
  }

  async sign(data: TypedData): Promise<string> {
    this.seen.push(data);
    return this.#wallet.signTypedData(data.domain, data.types as unknown as Record<string, TypedDataField[]>, data.message);
  }
}

/** The key itself in a key file, to look for it where it must not be. */
export function privateKeyIn(keyFile: string, passphrase: string): Promise<{ readonly privateKey: string; readonly address: string }> {
  return decryptKeystoreJson(keyFile, passphrase);
}

/** Proposes and approves a person's signing key: the first of a company with the regulator's word, others with a key's. */
export async function registered(
  world: Place,
  company: string,
  person: string,
  voucher: TestKey | null = null,
  seed: string | null = null,
): Promise<TestKey> {
  const key = new TestKey(seed);
  await proposed(world, company, person, key, voucher);
  const approver = voucher === null ? 'checker@REGULATOR-01' : `checker@${company}`;
  await execute(await world.as(approver), TRANSACTIONS.company.approveKey, { company, address: key.address });
  return key;
}

/** Proposes a person's signing key, as a maker of the company. @throws Fault */
export async function proposed(
  world: Place,
  company: string,
  person: string,
  signer: Signer,
  voucher: Signer | null = null,
): Promise<void> {
  const session = await world.as(`maker@${company}`);
  await (await proposeKey(session, { person, signer, voucher })).execute(session);
}
