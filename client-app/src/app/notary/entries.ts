import { FACTS_EVENT, type FactsEvent } from '@tierline/chaincode/api';
import type { CommittedBlock } from '../../ports/ledger';
import type { FactsEntry } from './tree';

/** What of a block is notarised: its valid transactions with a facts event, in their order. */
export function entriesOf({ number, transactions }: CommittedBlock): readonly FactsEntry[] {
  return transactions.flatMap(({ id, code, event }, index) => {
    if (code !== 'VALID' || event?.name !== FACTS_EVENT) return [];
    const { factsRoot } = JSON.parse(event.payload) as FactsEvent;
    return [{ block: number, index, transactionId: id, factsRoot }];
  });
}
