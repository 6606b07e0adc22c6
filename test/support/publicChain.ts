import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import type { CommittedTransaction, Ledger } from '@tierline/client-app/dist/ports/ledger';

/** All transactions that an identity's organisation receives. */
export async function transactionsOf(ledger: Ledger): Promise<readonly CommittedTransaction[]> {
  const transactions: CommittedTransaction[] = [];
  for await (const block of ledger.blocks(0)) transactions.push(...block.transactions);
  return transactions;
}

/**
 * The public part of every block of a closed ledger, as it is stored: proposals' hashes, arguments, results, endorsements and
 * certificates, which no port shows.
 */
export async function storedBlocks(directory: string): Promise<string> {
  const database = new ClassicLevel(join(directory, 'ledger'), { keyEncoding: 'utf8', valueEncoding: 'utf8' });
  await database.open();
  const blocks = await database.values({ gte: 'b/', lt: 'b0' }).all();
  await database.close();
  return blocks.join('\n');
}
