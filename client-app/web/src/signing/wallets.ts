import { SigningRefusal } from './refusal';
import type { TypedData } from './typedData';

/** What a wallet in the browser offers to pages (EIP-1193). */
export interface Provider {
  readonly request: (asked: { readonly method: string; readonly params?: readonly unknown[] }) => Promise<unknown>;
}

/** A wallet that has announced itself. */
export interface Wallet {
  /** The wallet's own id; `injected` for one that only left itself in the page. */
  readonly id: string;
  readonly name: string;
  readonly provider: Provider;
}

interface Announcement extends Event {
  readonly detail?: { readonly info?: { readonly uuid?: unknown; readonly name?: unknown }; readonly provider?: unknown };
}

const ANSWER_MS = 150;
const MOST_NAME = 60;

/** The wallets in this browser: those that announce themselves (EIP-6963), or else the one that was put into the page. */
export function walletsHere(): Promise<readonly Wallet[]> {
  const found = new Map<string, Wallet>();
  const hear = ({ detail }: Announcement): void => {
    const { uuid, name } = detail?.info ?? {};
    if (typeof uuid === 'string' && typeof name === 'string' && isProvider(detail?.provider)) {
      found.set(uuid, { id: uuid, name: name.slice(0, MOST_NAME), provider: detail.provider });
    }
  };
  addEventListener('eip6963:announceProvider', hear);
  dispatchEvent(new Event('eip6963:requestProvider'));
  return new Promise((resolve) => {
    setTimeout(() => {
      removeEventListener('eip6963:announceProvider', hear);
      const injected = Reflect.get(globalThis, 'ethereum') as unknown;
      if (found.size === 0 && isProvider(injected)) found.set('injected', { id: 'injected', name: '', provider: injected });
      resolve([...found.values()]);
    }, ANSWER_MS);
  });
}

const isProvider = (value: unknown): value is Provider =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'request') === 'function';

/** The accounts that a wallet shows to this page, in lower case, after asking its owner. @throws SigningRefusal */
export async function accountsOf({ provider }: Wallet): Promise<readonly string[]> {
  const accounts = await asked(provider, 'eth_requestAccounts', []);
  const told = Array.isArray(accounts) ? accounts.filter((each) => typeof each === 'string').map((each) => each.toLowerCase()) : [];
  if (told.length === 0) throw new SigningRefusal('WALLET_NO_ACCOUNT');
  return told;
}

/** Has a wallet sign with one of its accounts. @throws SigningRefusal */
export async function signedByWallet({ provider }: Wallet, address: string, data: TypedData): Promise<string> {
  const signature = await asked(provider, 'eth_signTypedData_v4', [address, JSON.stringify(forWallets(data))]);
  if (typeof signature !== 'string') throw new SigningRefusal('WALLET_FAILED');
  return signature;
}

/** Wallets want the domain's own type named. */
const DOMAIN = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'salt', type: 'bytes32' },
];

const forWallets = ({ domain, types, primaryType, message }: TypedData) => ({
  domain,
  types: { EIP712Domain: DOMAIN, ...types },
  primaryType,
  message,
});

/** What wallets answer by number (EIP-1193, EIP-1474). */
const REASONS = {
  4001: 'WALLET_REFUSED',
  4100: 'WALLET_NO_ACCOUNT',
  4200: 'WALLET_CANNOT',
  [-32601]: 'WALLET_CANNOT',
  [-32002]: 'WALLET_BUSY',
} as const;

async function asked(provider: Provider, method: string, params: readonly unknown[]): Promise<unknown> {
  try {
    return await provider.request({ method, params });
  } catch (error) {
    const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
    throw new SigningRefusal(REASONS[code as keyof typeof REASONS] ?? 'WALLET_FAILED');
  }
}
