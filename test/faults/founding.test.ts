import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarFor } from '@tierline/client-app/dist/adapters/calendars/calendarFor';
import { createProgram, foundNetwork, onboardCompanies } from '@tierline/client-app/dist/app/founding';
import type { Session, Sessions } from '@tierline/client-app/dist/app/session';
import { openLedger, type OpenLedger } from '@tierline/client-app/dist/main';
import type { Ledger } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { FIRST_DAY, NETWORK, offsetFor, PROGRAM, supplier, TERMS, TEST_NOW_MS } from '../support/world';
import { expectGoesOn, expectSound } from './acknowledged';

class Ended extends Error {}

/** The sessions of a process that ends just before a deed: a transaction that it submits, or a person whom it enrols. */
class EndingSessions implements Sessions {
  #done = 0;

  constructor(
    private readonly real: Sessions,
    private readonly deeds: number,
  ) {}

  get network() {
    return this.real.network;
  }

  users(): Promise<readonly string[]> {
    return this.real.users();
  }

  async as(user: string): Promise<Session> {
    return this.#ending(await this.real.as(user));
  }

  async enrol(...person: Parameters<Sessions['enrol']>): Promise<Session> {
    this.#do();
    return this.#ending(await this.real.enrol(...person));
  }

  #do(): void {
    if (this.#done === this.deeds) throw new Ended();
    this.#done += 1;
  }

  #ending(session: Session): Session {
    const ledger = new Proxy(session.ledger, {
      get: (real, name: keyof Ledger) => {
        if (name !== 'submit') return typeof real[name] === 'function' ? (real[name] as () => unknown).bind(real) : real[name];
        return async (...call: Parameters<Ledger['submit']>) => {
          this.#do();
          return real.submit(...call);
        };
      },
    });
    return { ...session, ledger };
  }
}

/** Everything that must be there before business begins. */
async function found(sessions: Sessions): Promise<void> {
  await foundNetwork(sessions);
  await createProgram(sessions, (currency) => Promise.resolve(calendarFor(currency)), {
    program: PROGRAM,
    name: 'Test',
    mode: 'DEMO',
    clockOffsetDays: offsetFor(FIRST_DAY),
    core: 'CORE-01',
    ...TERMS,
  });
  await onboardCompanies(sessions, [supplier('SUP-01'), supplier('SUP-02')]);
}

/** Whether the founding ended before it was done, when its process ended after so many deeds. */
async function endedEarly(open: OpenLedger, deeds: number): Promise<boolean> {
  try {
    await found(new EndingSessions(open.sessions, deeds));
    return false;
  } catch (error) {
    if (error instanceof Ended) return true;
    throw error;
  }
}

describe('a founding whose process ends in the middle', function () {
  this.timeout(300_000);

  it('is completed by the next one, wherever it was broken off, and business begins', async () => {
    let deeds = 0;
    for (let early = true; early; deeds += 1) {
      const directory = mkdtempSync(join(tmpdir(), 'tierline-founding-'));
      const open = await openLedger({ directory, network: NETWORK, now: () => TEST_NOW_MS });
      early = await endedEarly(open, deeds);
      await found(open.sessions);
      await expectGoesOn(open, 'FIRST-DAY');
      await expectSound(open);
      const users = ['OPERATOR', 'CORE', 'BANK-A', 'BANK-B', 'REGULATOR', 'SUP'].flatMap((name) => [
        `maker@${name}-01`,
        `checker@${name}-01`,
      ]);
      expect(await open.sessions.users(), `after ${deeds} deeds`).to.include.members([...users, 'maker@SUP-02', 'checker@SUP-02']);
      await open.close();
      rmSync(directory, { recursive: true });
    }
    console.log(`        broken off at ${deeds - 1} places`);
    expect(deeds).to.be.above(20);
  });
});
