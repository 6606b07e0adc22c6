import type { TypedData } from '@tierline/chaincode/api';

/** Signs in a person's name, after showing what: a key file, a wallet, a device. The key never leaves it. */
export interface Signer {
  /** The address that signs, EIP-55. */
  readonly address: string;
  /** The signature, `0x` and 65 bytes in lower-case hex. @throws Fault when the person refuses, or the signer cannot be reached */
  sign(data: TypedData): Promise<string>;
}

/** A key in a file, locked by a passphrase. */
export interface KeyFile {
  /** EIP-55; told without the passphrase. */
  readonly address: string;
  /** @throws Fault MALFORMED {field: 'passphrase'} */
  unlock(passphrase: string): Promise<Signer>;
}

/** What a command needs a key for: the person's own act, or a word for a new key. */
export const KEY_USES = ['key', 'voucher'] as const;
/** One of {@link KEY_USES}. */
export type KeyUse = (typeof KEY_USES)[number];

/** A signer that was named, or that is always there. */
export interface NamedSigner extends Signer {
  /** Whether the person named it for this command; else it signs only where a signature is asked for. */
  readonly isNamed: boolean;
}

/** The keys of the person who typed a command: where they are, what is signed is shown and confirmed. */
export interface Keys {
  /** Null where there is none for this use. @throws Fault */
  signer(use: KeyUse): Promise<NamedSigner | null>;
}
