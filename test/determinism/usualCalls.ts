import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TRANSACTIONS, type TransactionSpec } from '@tierline/chaincode/api';
import { calendarFor } from '@tierline/client-app/dist/adapters/calendars/calendarFor';
import { operators } from '@tierline/client-app/dist/app/founding';
import { partiesOf } from '@tierline/client-app/dist/app/parties';
import { openLedger } from '@tierline/client-app/dist/main';
import { identityCalls } from '../support/identityCalls';
import { WHO } from '../support/identityTable';
import { WIDE_NETWORK } from '../support/wideNetwork';
import { TEST_NOW_MS, type World } from '../support/world';
import type { Stock, UsualCall } from './generatedCalls';
import type { LedgerName } from './plan';
import { preparedLife } from './preparedLife';

/** The party of each role in the identity fixture. */
const PARTY = { supplier: 'SUP-01', core: 'CORE-01', bank: 'BANK-A-01', operator: 'OPERATOR-01', regulator: 'REGULATOR-01' } as const;

/** The prepared ledgers while calls are generated for them. */
export class PreparedLedgers {
  private constructor(
    readonly world: World,
    readonly stock: Stock,
    private readonly unfounded: string,
  ) {}

  static async make(): Promise<PreparedLedgers> {
    const unfounded = mkdtempSync(join(tmpdir(), 'tierline-unfounded-'));
    const open = await openLedger({ directory: unfounded, network: WIDE_NETWORK, now: () => TEST_NOW_MS });
    await operators(open.sessions);
    await open.close();
    const world = await preparedLife();
    const calls = await usualCalls(world);
    const users = await world.open.sessions.users();
    const partiesFor = async (user: string) => partiesOf((await world.as(user)).books, WIDE_NETWORK, new Set());
    return new PreparedLedgers(world, { calls, users, partiesOf: partiesFor }, unfounded);
  }

  /** Closes the ledgers, so that they can be copied. */
  async close(): Promise<void> {
    await this.world.open.close();
  }

  /** Copies both ledgers into a new folder. */
  copied(folder: string): Readonly<Record<LedgerName, string>> {
    const folders = { lived: join(folder, 'lived'), unfounded: join(folder, 'unfounded') };
    cpSync(this.world.directory, folders.lived, { recursive: true });
    cpSync(this.unfounded, folders.unfounded, { recursive: true });
    return folders;
  }

  /** Removes them. */
  async end(): Promise<void> {
    rmSync(this.unfounded, { recursive: true, force: true });
    await this.world.end();
  }
}

async function usualCalls(world: World): Promise<readonly UsualCall[]> {
  const calls = await identityCalls(world, calendarFor('CNY').version);
  const specs = Object.values(TRANSACTIONS).flatMap((contract) => Object.values(contract) as TransactionSpec[]);
  return Promise.all(
    specs.map(async (spec): Promise<UsualCall> => {
      const { input } = calls[spec.name] as (typeof calls)[string];
      const user = userOf(spec.name);
      const parsed = spec.input.parse({ ...input, requestId: 'USUAL' });
      const parties = partiesOf((await world.as(user)).books, WIDE_NETWORK, new Set());
      const endorsers = await spec.endorsers(parsed, parties);
      return { ledger: spec.name === 'company:found' ? 'unfounded' : 'lived', user, transaction: spec.name, input, endorsers };
    }),
  );
}

/** Somebody who may, by the table of who may do what. */
function userOf(transaction: string): string {
  const who = WHO[transaction];
  const [role] = Object.keys(who?.may ?? {}) as (keyof typeof PARTY)[];
  if (who === undefined || role === undefined) throw new Error(`${transaction} may be called by somebody`);
  return `${who.by[0]}@${who.party?.[role] ?? PARTY[role]}`;
}
