import '../../quietFabric';
import ChaincodeStub = require('fabric-shim/lib/stub');
import ChaincodeFromContract = require('fabric-shim/lib/contract-spi/chaincodefromcontract');
import { StateQueryIterator } from 'fabric-shim/lib/iterators';
import { getLogger as shimLogger } from 'fabric-shim/lib/logger';
import { JSONSerializer } from 'fabric-contract-api';
import { getLogger as contractLogger } from 'fabric-contract-api/lib/logger';
import { peer } from '@hyperledger/fabric-protos';
import type { Proposal } from './proposal';

/** A contract class, as `chaincode` exports them. */
export type ContractClass = new () => object;

/** What a contract answered. */
export interface ContractAnswer {
  /** The error's message; null when the contract succeeded. */
  readonly failure: string | null;
  /** The returned value as text; empty when it failed or returned nothing. */
  readonly result: string;
  /** The one event that was set, its payload UTF-8 text. */
  readonly event: { readonly name: string; readonly payload: string } | null;
}

/** Contracts loaded for calls. `handler` stands where Fabric's connection to the peer does; `now` is the node's clock. */
export type ContractRuntime = (proposal: Proposal, handler: object, now: () => number) => Promise<ContractAnswer>;

/** Gives one run of a contract, by its stub, the endorsing node's clock; answers the stub. */
export type WithNodeClock = <S extends { getSignedProposal(): object }>(stub: S, now: () => number) => S;

const FAILED_FROM = 400;

// A contract's refusal is an answer to its caller; these loggers would print each one as an error.
shimLogger('contracts-spi/chaincodefromcontract.js').silent = true;
contractLogger('./lib/contract.js').silent = true;
// These loggers lay out every line, several for each read, before they drop it for its level.
const TALKATIVE = ['lib/chaincode.js', 'lib/stub.js', 'contracts-spi/chaincodefromcontract.js', 'contracts-spi/datamarshall.js'];
for (const logger of [...TALKATIVE.map(shimLogger), contractLogger('./lib/jsontransactionserializer.js')]) {
  if (!logger.isDebugEnabled()) logger.debug = () => undefined;
}

/** Loads contract classes into Fabric's own dispatcher. */
export function loadContracts(contracts: readonly ContractClass[], withNodeClock: WithNodeClock): ContractRuntime {
  // The dispatcher pushes its own contract into the array that it is given.
  const chaincode = new ChaincodeFromContract([...contracts], { transaction: 'json', serializers: { json: JSONSerializer } });
  return async (proposal, handler, now) => {
    const stub = new ChaincodeStub(handler, proposal.channel, proposal.transactionId, proposal.input, proposal.signed);
    const response = await chaincode.Invoke(withNodeClock(stub, now));
    if (response.status >= FAILED_FROM) return { failure: response.message ?? '', result: '', event: null };
    return { failure: null, result: Buffer.from(response.payload ?? []).toString('utf8'), event: eventOf(stub) };
  };
}

/** Records of a query in the form in which a peer answers it. */
export function queryAnswer(handler: object, proposal: Proposal, response: peer.QueryResponse): object {
  return new StateQueryIterator(handler, proposal.channel, proposal.transactionId, response);
}

function eventOf(stub: ChaincodeStub): ContractAnswer['event'] {
  const event = stub.chaincodeEvent;
  if (event === undefined) return null;
  return { name: event.getEventName(), payload: Buffer.from(event.getPayload_asU8()).toString('utf8') };
}
