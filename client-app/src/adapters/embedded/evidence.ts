import { Fault } from '@tierline/chaincode/api';
import type { Endorsed } from '../../ports/ledger';
import type { EmbeddedNetwork } from './embeddedNetwork';
import { endorsedBytes } from './endorsedBytes';
import type { BlockBody, BlockTransaction } from './records';

/** What was endorsed of a committed transaction. @throws Fault NOT_FOUND {transactionId} */
export function evidenceOf(network: EmbeddedNetwork, block: number, transactionId: string): Endorsed {
  const stored = network.store.block(block);
  const body = stored === null ? null : (JSON.parse(stored.text) as BlockBody);
  const found = body?.transactions.find(({ payload, code }) => payload.transactionId === transactionId && code === 'VALID');
  if (found === undefined) throw new Fault('NOT_FOUND', { kind: 'transaction', transactionId });
  return signedBy(network, found);
}

/** What organisations endorsed, with the identities of their peers. A peer keeps its certificate as long as the ledger lives. */
export function signedBy(network: EmbeddedNetwork, { payload, endorsements }: Omit<BlockTransaction, 'code'>): Endorsed {
  return {
    payload: endorsedBytes(payload),
    signatures: endorsements.map(({ msp, signature }) => ({
      endorser: network.peer(msp).endorser,
      signature: Buffer.from(signature, 'base64'),
    })),
  };
}
