import { Fault, signerOf, type TypedData } from '@tierline/chaincode/api';
import { Signature } from 'ethers';

/**
 * A signature as the contracts take it, from the key that was meant: some devices count v from 0.
 * @throws Fault CONSENT_REFUSED {reason: 'WRONG_ACCOUNT'} for what another key signed, or nobody
 */
export function signatureBy(address: string, data: TypedData, given: string): string {
  const signature = normalised(given);
  if (signature === null || signerOf(data, signature) !== address) throw new Fault('CONSENT_REFUSED', { reason: 'WRONG_ACCOUNT', address });
  return signature;
}

function normalised(given: string): string | null {
  try {
    return Signature.from(given).serialized;
  } catch {
    return null;
  }
}
