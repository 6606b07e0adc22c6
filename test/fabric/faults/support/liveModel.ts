import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReadModel, rebuild, type ReadModel, type RebuiltTable } from '@tierline/client-app/dist/adapters/sql';
import { Follower } from '@tierline/client-app/dist/app/following';
import type { OpenHost } from '@tierline/client-app/dist/main';
import type { ReadStore } from '@tierline/client-app/dist/ports/readStore';
import { unitedFeed } from '@tierline/client-app/dist/projection/feed';
import { Projector } from '@tierline/client-app/dist/projection/projector';
import { contentsOf } from '../../../readmodel/testStores';
import type { TestNetwork } from '../../../support/fabricNetwork';

const REGULATOR = 'RegulatorMSP';
const INTERVAL_MS = 500;

/** A read model in SQL that follows the regulator's peer, as an application's does. */
export class LiveModel {
  private constructor(
    private readonly folder: string,
    private readonly host: OpenHost,
    private readonly model: ReadModel,
    private readonly follower: Follower,
  ) {}

  /** Opens a model of its own and begins to follow. */
  static async begin(network: TestNetwork): Promise<LiveModel> {
    const folder = await mkdtemp(join(tmpdir(), 'tierline-faults-'));
    const model = await openReadModel({ directory: folder });
    const host = await network.host([REGULATOR]);
    const source = host.stream(REGULATOR);
    const projector = projectorOf(host, model.store);
    const follower = new Follower({ projector, source, position: () => model.store.position(), intervalMs: INTERVAL_MS });
    await follower.start();
    return new LiveModel(folder, host, model, follower);
  }

  /** Every table as it was kept, beside what a replay from the first block makes of it. */
  compared(): Promise<readonly RebuiltTable[]> {
    return rebuild(this.model.database, async (store) => {
      const projector = projectorOf(this.host, store);
      if ((await projector.catchUp()).missing > 0) await projector.askAgain();
    });
  }

  /** How many blocks it has read. */
  async height(): Promise<number> {
    return (await this.model.store.position()).height;
  }

  /** The digests of all its tables, read up to the newest block. */
  async contents(): Promise<string> {
    await projectorOf(this.host, this.model.store).catchUp();
    return contentsOf(this.model.database);
  }

  async end(): Promise<void> {
    await this.follower.stop();
    await this.host.close();
    await this.model.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

const projectorOf = (host: OpenHost, store: ReadStore): Projector =>
  new Projector(unitedFeed([host.stream(REGULATOR)], host.network), store, host.network);
