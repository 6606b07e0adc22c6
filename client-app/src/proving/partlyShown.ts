import { CONSENT_STRUCTS, type ConsentAct } from '@tierline/chaincode/consent';
import { partDigest, typedDataOf, type Hideable, type PartMessage } from '@tierline/chaincode/typedData';
import { id } from 'ethers';

/** A text hidden. */
export const hidden = (text: string): Hideable => ({ keccak256: id(text) });

/** The digest of what a person signed, of which a part is shown. @param network id of the network, hex */
export function consentDigest(network: string, act: ConsentAct, message: PartMessage): string {
  return partDigest(typedDataOf(network, CONSENT_STRUCTS[act], {}), message);
}
