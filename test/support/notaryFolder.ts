import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encryptKeystoreJsonSync, type Wallet } from 'ethers';
import type { Anvil } from './anvil';
import { CHAIN_ID } from './anvil';

const PASSPHRASE = 'correct horse battery staple';
const OWNER_ONLY = 0o600;
/** Weak, so that opening it takes no time. */
const WEAK = { N: 2, r: 1, p: 1 };

/** A folder with the settings and keys of notaries. */
export class NotaryFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'tierline-notary-'));

  constructor(private readonly anvil: Anvil) {
    writeFileSync(this.file('passphrase.txt'), `${PASSPHRASE}\n`, { mode: OWNER_ONLY });
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** Writes settings for one of the chain's accounts; answers their path. */
  settings(name: string, account: number, more: Readonly<Record<string, unknown>> = {}): string {
    const wallet: Wallet = this.anvil.wallet(account);
    writeFileSync(this.file(`${name}.key`), encryptKeystoreJsonSync(wallet, PASSPHRASE, { scrypt: WEAK }));
    const settings = {
      rpc: [this.anvil.url],
      chainId: CHAIN_ID,
      keystore: `${name}.key`,
      passphraseFile: 'passphrase.txt',
      confirmations: 1,
      pollSeconds: 0.05,
      ...more,
    };
    // JSON is YAML.
    writeFileSync(this.file(`${name}.yaml`), JSON.stringify(settings));
    return this.file(`${name}.yaml`);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
