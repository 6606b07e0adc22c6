import type { TypedData } from '@tierline/chaincode/api';

/** Signs in a person's name, after showing what: a key file, a wallet, a device. The key never leaves it. */
export interface Signer {
  /** The address that signs, EIP-55. */
  readonly address: string;
  /** The signature, `0x` and 65 bytes in lower-case hex. @throws Fault when the person refuses, or the signer cannot be reached */
  sign(data: TypedData): Promise<string>;
}
