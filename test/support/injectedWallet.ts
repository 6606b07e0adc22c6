import { id, verifyTypedData, Wallet, type TypedDataField } from 'ethers';
import type { BrowserContext } from 'playwright-core';

/** What a wallet is given to sign, as pages send it. */
interface Payload {
  readonly domain: object;
  readonly types: Record<string, TypedDataField[]>;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, unknown>>;
}

/** What the wallet's owner does when he is asked. */
export type Mood = 'signs' | 'refuses' | 'is locked';

/** A wallet in a browser of a test (EIP-1193), behind which a key of ethers signs. */
export class InjectedWallet {
  #wallet: Wallet;
  mood: Mood = 'signs';
  /** All that it was given to sign. */
  readonly seen: Payload[] = [];

  private constructor(seed: string) {
    this.#wallet = new Wallet(id(seed));
  }

  /** Puts a wallet into every page of a browser. @param announced by EIP-6963, or else as `window.ethereum` alone */
  static async into(context: BrowserContext, seed: string, announced: boolean): Promise<InjectedWallet> {
    const wallet = new InjectedWallet(seed);
    await context.exposeFunction('askWallet', (method: string, params: readonly string[]) => wallet.answer(method, params));
    await context.addInitScript(`{
      const provider = { request: async ({ method, params = [] }) => {
        const { error, result } = await globalThis.askWallet(method, params);
        if (error !== undefined) throw Object.assign(new Error('refused'), { code: error });
        return result;
      } };
      const detail = Object.freeze({ info: { uuid: 'b3c1f7f2-0000-4000-8000-000000000001', name: 'Test wallet', icon: '', rdns: 'test' }, provider });
      if (${announced}) addEventListener('eip6963:requestProvider', () => dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail })));
      else globalThis.ethereum = provider;
    }`);
    return wallet;
  }

  get address(): string {
    return this.#wallet.address;
  }

  /** Another account is chosen in the wallet. */
  changeAccount(seed: string): void {
    this.#wallet = new Wallet(id(seed));
  }

  /** Signs past every browser: typed data without its domain's own type. */
  sign({ domain, types, message }: Pick<Payload, 'domain' | 'types' | 'message'>): Promise<string> {
    return this.#wallet.signTypedData(domain, types, { ...message });
  }

  private async answer(method: string, params: readonly string[]): Promise<{ readonly error?: number; readonly result?: unknown }> {
    if (method === 'eth_requestAccounts') return { result: this.mood === 'is locked' ? [] : [this.address.toLowerCase()] };
    if (method !== 'eth_signTypedData_v4') return { error: -32_601 };
    if (this.mood === 'refuses') return { error: 4_001 };
    const payload = JSON.parse(params[1] ?? '') as Payload;
    this.seen.push(payload);
    const { EIP712Domain: domainType = [], ...types } = payload.types;
    const fields = domainType.map(({ name }) => name);
    if (fields.join() !== Object.keys(payload.domain).join()) return { error: -32_602 };
    const signature = await this.sign({ ...payload, types });
    if (verifyTypedData(payload.domain, types, { ...payload.message }, signature) !== this.address) return { error: -32_603 };
    return { result: signature };
  }
}
