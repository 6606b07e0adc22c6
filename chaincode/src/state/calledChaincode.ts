import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeStub } from 'fabric-shim';

/** What of the shim's decoded proposal names the chaincode: its declarations leave the payload out. */
interface Decoded {
  readonly proposal: { readonly payload: { getInput_asU8(): Uint8Array } };
}

/** The name of the chaincode that the signed proposal calls: the same at every endorser, whatever the process is called. */
export function calledChaincode(stub: ChaincodeStub): string {
  const { proposal } = stub.getSignedProposal() as unknown as Decoded;
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(proposal.payload.getInput_asU8());
  return invocation.getChaincodeSpec()?.getChaincodeId()?.getName() ?? '';
}
