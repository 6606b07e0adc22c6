import type { Endorser } from 'fabric-common';
import { common } from 'fabric-protos';
import type { Connection } from './gateways';
import { isReady } from './nodes';
import { failureOf, peerAway } from './peerAnswer';

const REFUSED_FROM = 400;
const TIMEOUT_MS = 10_000;
const LEDGER_QUERIES = 'qscc';

/** How many blocks a peer has committed. @throws Fault UNAVAILABLE {reason: 'PEER', msp}; NOT_AUTHORISED */
export async function heightOf(connection: Connection, peer: Endorser): Promise<number> {
  const answer = await queried(connection, peer, 'GetChainInfo', []);
  if (answer === null) throw peerAway(peer.mspid);
  return Number(common.BlockchainInfo.decode(answer).height.toString());
}

/** The block in which a peer has committed a transaction; null when it has not. @throws as {@link heightOf} */
export async function blockOfTransaction(connection: Connection, peer: Endorser, transactionId: string): Promise<number | null> {
  const answer = await queried(connection, peer, 'GetBlockByTxID', [transactionId]);
  if (answer === null) return null;
  const { header } = common.Block.decode(answer);
  return header?.number === undefined || header.number === null ? null : Number(header.number.toString());
}

/** What a peer answers of its copy of the channel; null when it knows nothing of what is asked. */
async function queried(connection: Connection, peer: Endorser, name: string, args: readonly string[]): Promise<Buffer | null> {
  if (!(await isReady(peer))) throw peerAway(peer.mspid);
  const { channel, identity } = connection;
  const context = connection.fresh();
  const query = channel.newQuery(LEDGER_QUERIES);
  query.build(context, { fcn: name, args: [channel.name, ...args], generateTransactionId: false });
  query.sign(context);
  const { responses, errors } = await query.send({ targets: [peer], requestTimeout: TIMEOUT_MS });
  const [error] = errors;
  if (error !== undefined) throw failureOf(error, { identity, msp: peer.mspid, transactionId: context.transactionId });
  const response = responses[0]?.response;
  return response === undefined || response.status >= REFUSED_FROM ? null : response.payload;
}
