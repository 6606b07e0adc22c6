import { migrate } from '@tierline/client-app/dist/adapters/sql/migrate';
import { SqlQueries } from '@tierline/client-app/dist/adapters/sql/queries/sqlQueries';
import type { SqlDatabase } from '@tierline/client-app/dist/adapters/sql/sqlDatabase';
import { SqlReadStore } from '@tierline/client-app/dist/adapters/sql/sqlReadStore';
import type { CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import type { BlockFeed } from '@tierline/client-app/dist/projection/feed';
import { Projector } from '@tierline/client-app/dist/projection/projector';
import { expect } from 'chai';
import { receivableIn } from '../../support/everyState';
import { NETWORK, PROGRAM } from '../../support/world';
import { everyPage, VIEWERS } from './setting';

const [WHOLE] = VIEWERS as [(typeof VIEWERS)[number]];
const LATE = receivableIn('PART_PAID');
const OTHER = receivableIn('SETTLED');

/** A feed in which the newest form of one schedule has not arrived. */
function lacking(feed: BlockFeed, schedule: string): BlockFeed {
  const isIt = (value: string | null): boolean => value?.includes(`"id":"${schedule}"`) === true && value.includes('"PART_PAID"');
  async function* blocks(from: number): AsyncIterable<CommittedBlock> {
    for await (const block of feed.blocks(from)) {
      const transactions = block.transactions.map((each) => ({
        ...each,
        privateWrites: each.privateWrites.filter(({ value }) => !isIt(value)),
      }));
      yield { ...block, transactions };
    }
  }
  return { ...feed, blocks };
}

/** Rows of which a newer form exists that has not been received. */
export function askIncomplete(asked: () => { readonly database: SqlDatabase; readonly feed: () => BlockFeed }): void {
  describe('a row whose newest form has not arrived', () => {
    let queries: SqlQueries;
    before(async () => {
      const database = asked().database.inSchema('incomplete');
      await migrate(database);
      queries = new SqlQueries(database);
      await new Projector(lacking(asked().feed(), LATE.slice(0, -3)), new SqlReadStore(database), NETWORK).catchUp();
    });

    it('is shown in its last form that did, and marked', async () => {
      const found = await everyPage((page) => queries.receivables(WHOLE, PROGRAM, {}, page), 50);
      expect(found.filter(({ incomplete }) => incomplete).map(({ receivable, status }) => [receivable, status])).to.deep.equal([
        [LATE, 'CONFIRMED'],
      ]);
      expect(found.find(({ receivable }) => receivable === OTHER)).to.deep.include({ status: 'SETTLED', incomplete: false });
    });

    it('marks the tokens that have their dates and debtor from it', async () => {
      const found = await everyPage((page) => queries.tokens(WHOLE, PROGRAM, {}, page), 50);
      expect(found.filter(({ incomplete }) => incomplete).map(({ receivable }) => receivable)).to.deep.equal([LATE]);
    });

    it('is counted in the position', async () => {
      expect((await queries.position()).missing).to.equal(1);
    });
  });
}
