import type { KeptKey } from './keyShelf';
import { SigningRefusal } from './refusal';
import { unseal } from './sealed';
import type { TypedData } from './typedData';
import { leaveOpen, openKey } from './unlocked';
import { signedByWallet, accountsOf, type Wallet } from './wallets';

/** What can sign here. */
export type Signer = { readonly kind: 'kept'; readonly key: KeptKey } | { readonly kind: 'wallet'; readonly wallet: Wallet };

/** How a signature is made. */
export interface Signing {
  readonly data: TypedData;
  /** Addresses whose signature counts. */
  readonly addresses: readonly string[];
  /** For a key of this browser that is not open. */
  readonly passphrase: string;
  /** Leaves the key open for some minutes. */
  readonly staysOpen: boolean;
}

/** Names a signer in lists. */
export const idOf = (signer: Signer): string => (signer.kind === 'kept' ? signer.key.address : signer.wallet.id);

/** Has a signer sign, and looks at what came of it: a signature by another key is none. @throws SigningRefusal */
export async function signWith(signer: Signer, signing: Signing): Promise<string> {
  const { verified } = await import('./curve');
  const given = signer.kind === 'kept' ? await byKept(signer.key, signing) : await byWallet(signer.wallet, signing);
  const found = verified(signing.data, given);
  if (found === null || !signing.addresses.includes(found.signer))
    throw new SigningRefusal('OTHER_SIGNER', { signer: found?.signer ?? '' });
  return found.signature;
}

async function byKept(key: KeptKey, { data, passphrase, staysOpen }: Signing): Promise<string> {
  const { signedBy } = await import('./curve');
  const opened = openKey(key.address);
  const privateKey = opened ?? (await unseal(key.address, key, passphrase));
  try {
    return signedBy(privateKey, data);
  } finally {
    if (opened === null && staysOpen) leaveOpen(key.address, privateKey);
    else if (opened === null) privateKey.fill(0);
  }
}

async function byWallet(wallet: Wallet, { data, addresses }: Signing): Promise<string> {
  const accounts = await accountsOf(wallet);
  const address = addresses.find((each) => accounts.includes(each.toLowerCase()));
  if (address === undefined) throw new SigningRefusal('WALLET_OTHER_ACCOUNT', { address: addresses.join(', '), shown: accounts[0] ?? '' });
  return signedByWallet(wallet, address, data);
}
