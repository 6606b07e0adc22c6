import type { Msp } from '@tierline/chaincode/api';
import type { Position } from '../../../ports/books';
import type {
  AgeingLine,
  BlockItem,
  Change,
  Dashboard,
  ExposureLine,
  Found,
  Page,
  PageOf,
  PortfolioLine,
  Queries,
  ReceivableFilter,
  ReceivableItem,
  Refusal,
  TokenFilter,
  TokenItem,
  TransactionItem,
  Viewer,
} from '../../../ports/queries';
import { SqlReadStore } from '../sqlReadStore';
import type { SqlDatabase } from '../sqlDatabase';
import { ageingOf } from './ageing';
import { changesSince } from './changes';
import { dashboardOf } from './dashboard';
import { blockPage, transactionOf } from './explorer';
import { exposureOf } from './exposure';
import { portfolioOf } from './portfolio';
import { receivablePage } from './receivablePages';
import { keepRefusal, refusalPage } from './refusals';
import { searched } from './search';
import { tokenPage } from './tokenPages';

/** What people ask of the read model in PostgreSQL or PGlite. Each question reads one state of the tables. */
export class SqlQueries implements Queries {
  readonly #store: SqlReadStore;

  constructor(private readonly database: SqlDatabase) {
    this.#store = new SqlReadStore(database);
  }

  position(): Promise<Position> {
    return this.#store.position();
  }

  async receivables(viewer: Viewer, program: string, filter: ReceivableFilter, page: PageOf): Promise<Page<ReceivableItem>> {
    return receivablePage(this.database, viewer, program, filter, page);
  }

  async tokens(viewer: Viewer, program: string, filter: TokenFilter, page: PageOf): Promise<Page<TokenItem>> {
    return tokenPage(this.database, viewer, program, filter, page);
  }

  async portfolio(viewer: Viewer, program: string, owner: string): Promise<readonly PortfolioLine[]> {
    return portfolioOf(this.database, viewer, program, owner);
  }

  async exposure(viewer: Viewer): Promise<readonly ExposureLine[]> {
    return exposureOf(this.database, viewer);
  }

  async ageing(viewer: Viewer, program: string, today: string): Promise<readonly AgeingLine[]> {
    return ageingOf(this.database, viewer, program, today);
  }

  async dashboard(viewer: Viewer, program: string, today: string): Promise<Dashboard> {
    return dashboardOf(this.database, viewer, program, today);
  }

  async search(viewer: Viewer, text: string, limit: number): Promise<readonly Found[]> {
    return searched(this.database, viewer, text, limit);
  }

  async refusals(viewer: Viewer, codes: readonly string[], page: PageOf): Promise<Page<Refusal>> {
    return refusalPage(this.database, viewer, codes, page);
  }

  async keepRefusal(refusal: Refusal, readers: readonly Msp[]): Promise<void> {
    return keepRefusal(this.database, refusal, readers);
  }

  async blocks(page: PageOf): Promise<Page<BlockItem>> {
    return blockPage(this.database, page);
  }

  async transaction(id: string): Promise<TransactionItem | null> {
    return transactionOf(this.database, id);
  }

  async changes(viewer: Viewer, from: number, limit: number): Promise<readonly Change[]> {
    return changesSince(this.database, viewer, from, limit);
  }
}
