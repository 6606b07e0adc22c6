import { TRANSACTIONS } from '@tierline/chaincode/api';
import { createProgram, onboardCompanies } from '@tierline/client-app/dist/app/founding';
import { calendars, type OpenPeople } from '@tierline/client-app/dist/main';
import { fabricMissing, TestNetwork } from '../../../support/fabricNetwork';
import { FIRST_DAY, PAIR_A, PAIR_B, PROGRAM, supplier, TERMS } from '../../../support/world';
import { ChainReader } from './chainReader';
import { Client } from './client';
import { LiveModel } from './liveModel';
import { Recorder } from './recorder';
import { expectSound } from './soundness';

const FIRST_PORT = 24_000;
const DAY_MS = 86_400_000;
const { setLimit } = TRANSACTIONS.financing;
/** Four for each bank, so that deals of many clients draw on few limits. */
const SUPPLIERS = ['SUP-01', 'SUP-02', 'SUP-03', 'SUP-04'];

/** The offset that makes a DEMO program's business date {@link FIRST_DAY} today. */
const offsetToday = (): number => Math.round((Date.parse(FIRST_DAY) - Math.floor(Date.now() / DAY_MS) * DAY_MS) / DAY_MS);

/** A network with a program, its suppliers and its limits, and what watches it: one for all tests of a process. */
export class Ground {
  private constructor(
    readonly network: TestNetwork,
    readonly people: OpenPeople,
    /** Reads all peers' blocks for the checkers, from where the last check ended. */
    readonly chain: ChainReader,
    /** A read model in SQL that follows the regulator's peer through every fault. */
    readonly model: LiveModel,
  ) {}

  static async begin(): Promise<Ground> {
    const network = await TestNetwork.up({ firstPort: FIRST_PORT });
    const ending: (() => Promise<void>)[] = [() => network.down()];
    try {
      await network.found();
      const people = await network.people();
      ending.push(() => people.close());
      await furnish(people);
      const model = await LiveModel.begin(network);
      return new Ground(network, people, new ChainReader(network), model);
    } catch (error) {
      for (const end of ending.reverse()) await end();
      throw error;
    }
  }

  /** A client whose calls are taken down. @param patienceMs see {@link Client} */
  client(recorder: Recorder, patienceMs: number): Client {
    return new Client(this.people.sessions, recorder, patienceMs);
  }

  async end(): Promise<void> {
    await this.model.end();
    await this.people.close();
    await this.network.down();
  }
}

async function furnish({ sessions }: OpenPeople): Promise<void> {
  const program = { program: PROGRAM, name: 'Faults', mode: 'DEMO' as const, clockOffsetDays: offsetToday(), core: 'CORE-01', ...TERMS };
  await createProgram(sessions, calendars, program);
  await onboardCompanies(
    sessions,
    SUPPLIERS.map((id) => supplier(id)),
  );
  const client = new Client(sessions, new Recorder(), 0);
  const limit = { core: 'CORE-01', currency: 'CNY', ceilingMinor: 10n ** 15n, expiresOn: '2026-12-31' };
  await client.send('checker@BANK-A-01', setLimit, { ...PAIR_A, ...limit }, 'LIMIT-OF-BANK-A');
  await client.send('checker@BANK-B-01', setLimit, { ...PAIR_B, ...limit }, 'LIMIT-OF-BANK-B');
}

/** A new ground, checked as it was founded: what comes later is told by its clients. */
async function founded(): Promise<Ground> {
  const ground = await Ground.begin();
  try {
    await expectSound(ground, null);
    return ground;
  } catch (error) {
    await ground.end();
    throw error;
  }
}

let common: Promise<Ground> | null = null;

/** The ground of all tests of this process; the test is skipped where there are no programs of Fabric. */
export async function groundFor(test: Mocha.Context): Promise<Ground> {
  const missing = await fabricMissing();
  if (missing !== null) {
    console.log(`      Not run: ${missing}.`);
    return test.skip();
  }
  common ??= founded();
  return common;
}

after(async function () {
  this.timeout(120_000);
  await (await common?.catch(() => null))?.end();
});
