// The parts of Fabric's chaincode library that have no published types, and the one protobuf type it takes from elsewhere.

declare module 'fabric-shim/lib/stub' {
  import type { peer } from '@hyperledger/fabric-protos';
  class ChaincodeStub {
    constructor(handler: object, channel: string, transactionId: string, input: peer.ChaincodeInput, proposal: peer.SignedProposal);
    readonly chaincodeEvent?: peer.ChaincodeEvent;
    getSignedProposal(): object;
  }
  export = ChaincodeStub;
}

declare module 'fabric-shim/lib/contract-spi/chaincodefromcontract' {
  import type ChaincodeStub = require('fabric-shim/lib/stub');
  class ChaincodeFromContract {
    constructor(contracts: (new () => object)[], serializers: { transaction: string; serializers: Record<string, unknown> });
    Invoke(stub: ChaincodeStub): Promise<{ status: number; message?: string; payload?: Uint8Array }>;
  }
  export = ChaincodeFromContract;
}

declare module 'fabric-shim/lib/iterators' {
  import type { peer } from '@hyperledger/fabric-protos';
  export class StateQueryIterator {
    constructor(handler: object, channel: string, transactionId: string, response: peer.QueryResponse);
  }
}

declare module 'fabric-shim/lib/logger' {
  export function getLogger(name: string): { silent: boolean; debug: (line: string) => void; isDebugEnabled(): boolean };
}

declare module 'fabric-contract-api/lib/logger' {
  export { getLogger } from 'fabric-shim/lib/logger';
}

declare module 'google-protobuf/google/protobuf/timestamp_pb' {
  export class Timestamp {
    setSeconds(seconds: number): void;
    setNanos(nanos: number): void;
  }
}
