import type { Endorser } from 'fabric-common';
import { common, msp, protos } from 'fabric-protos';
import type { Msp } from '@tierline/chaincode/api';
import type { Endorsed } from '../../ports/ledger';
import type { Connection } from './gateways';
import { isReady } from './nodes';
import { failureOf, peerAway } from './peerAnswer';

const REFUSED_FROM = 400;
const TIMEOUT_MS = 10_000;
const LEDGER_QUERIES = 'qscc';
const CONFIGURATION_QUERIES = 'cscc';
const VALID = 0;
const NOTHING = new Uint8Array();

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

/** What was endorsed of a transaction that a peer has committed as valid; null when it has not. @throws as {@link heightOf} */
export async function endorsedOf(connection: Connection, peer: Endorser, transactionId: string): Promise<Endorsed | null> {
  const answer = await queried(connection, peer, 'GetTransactionByID', [transactionId]);
  if (answer === null) return null;
  const { transactionEnvelope, validationCode } = protos.ProcessedTransaction.decode(answer);
  return validationCode === VALID ? endorsedIn(transactionEnvelope?.payload ?? NOTHING) : null;
}

function endorsedIn(payload: Uint8Array): Endorsed {
  const [first] = protos.Transaction.decode(common.Payload.decode(payload).data).actions;
  const { action } = protos.ChaincodeActionPayload.decode(first?.payload ?? NOTHING);
  if (action === null || action === undefined) throw new Error('a committed transaction holds what was endorsed');
  return {
    payload: action.proposal_response_payload ?? NOTHING,
    signatures: (action.endorsements ?? []).map(({ endorser, signature }) => ({
      endorser: endorser ?? NOTHING,
      signature: signature ?? NOTHING,
    })),
  };
}

/** The root certificates of the channel's organisations, PEM, from its configuration. @throws as {@link heightOf} */
export async function rootsOf(connection: Connection, peer: Endorser): Promise<ReadonlyMap<Msp, readonly string[]>> {
  const answer = await queried(connection, peer, 'GetConfigBlock', [], CONFIGURATION_QUERIES);
  if (answer === null) throw peerAway(peer.mspid);
  const [envelope] = common.Block.decode(answer).data?.data ?? [];
  const { data } = common.Payload.decode(common.Envelope.decode(envelope ?? NOTHING).payload);
  const { config } = common.ConfigEnvelope.decode(data);
  const organisations = Object.values(config?.channel_group?.groups?.['Application']?.groups ?? {});
  return new Map(organisations.map(({ values }) => rootsIn(values?.['MSP']?.value ?? NOTHING)));
}

function rootsIn(value: Uint8Array): readonly [Msp, readonly string[]] {
  const { name, root_certs: roots } = msp.FabricMSPConfig.decode(msp.MSPConfig.decode(value).config);
  return [name, roots.map((root) => Buffer.from(root).toString('utf8'))];
}

/** What a peer answers of its copy of the channel; null when it knows nothing of what is asked. */
async function queried(
  connection: Connection,
  peer: Endorser,
  name: string,
  args: readonly string[],
  chaincode = LEDGER_QUERIES,
): Promise<Buffer | null> {
  if (!(await isReady(peer))) throw peerAway(peer.mspid);
  const { channel, identity } = connection;
  const context = connection.fresh();
  const query = channel.newQuery(chaincode);
  query.build(context, { fcn: name, args: [channel.name, ...args], generateTransactionId: false });
  query.sign(context);
  const { responses, errors } = await query.send({ targets: [peer], requestTimeout: TIMEOUT_MS });
  const [error] = errors;
  if (error !== undefined) throw failureOf(error, { identity, msp: peer.mspid, transactionId: context.transactionId });
  const response = responses[0]?.response;
  return response === undefined || response.status >= REFUSED_FROM ? null : response.payload;
}
