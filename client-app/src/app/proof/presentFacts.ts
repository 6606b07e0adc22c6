import { Fault, openedFacts, tokenId, type OpenedFact, type RecordKind, type Token } from '@tierline/chaincode/api';
import type { Known, Moment } from '../../ports/books';
import type { Desk } from '../desk';
import { scheduleOf } from '../receivables';
import { factOf, transactionIn } from './storedFacts';

/** The records that say what a token is now, with their salts: as the blocks brought them that last wrote them. @throws Fault NOT_FOUND */
export async function presentFacts({ session, view }: Desk, token: Token): Promise<readonly OpenedFact[]> {
  const { books } = session;
  const { scope } = view;
  const schedule = scheduleOf(token.receivable);
  const found: readonly (Known | null)[] = await Promise.all([
    books.find('PROGRAM-HEAD', '', view.id),
    books.find('PROGRAM', scope, view.id),
    books.find('SCHEDULE', scope, schedule),
    books.find('TOKEN', scope, tokenId(token)),
    books.find('RESTING', scope, schedule),
  ]);
  const known = found.filter((each) => each !== null);
  const facts = await Promise.all(known.map(({ since, record, scope: at }) => writtenBy(session, since, at, record.kind)));
  return facts.flat();
}

/** The records of a kind that a transaction wrote, parts of documents each on its own. */
async function writtenBy(
  { ledger, network }: Desk['session'],
  { block, transactionId }: Moment,
  scope: string,
  kind: RecordKind,
): Promise<readonly OpenedFact[]> {
  const { publicWrites, privateWrites } = await transactionIn(ledger, block, transactionId);
  const writes = [...publicWrites.map((write) => ({ collection: '', ...write })), ...privateWrites];
  const facts = writes
    .filter(({ collection, value }) => collection === scope && value !== null)
    .map(({ collection, key, value }) => factOf(`${collection}\n${key}`, value))
    .filter(({ record }) => record !== null && 'kind' in record && record.kind === kind);
  if (facts.length === 0) throw new Fault('UNAVAILABLE', { reason: 'PRIVATE_DATA' });
  return facts.flatMap((fact) => openedFacts(network.channel, [fact]));
}
