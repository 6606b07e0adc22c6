import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultIn, TRANSACTIONS } from '@tierline/chaincode/api';
import { calendarFor } from '@tierline/client-app/dist/adapters/calendars/calendarFor';
import { openLedger, type OpenLedger } from '@tierline/client-app/dist/main';
import { expect } from 'chai';
import { ACTORS, Cast, mayCall, type Actor } from '../support/identityActors';
import { identityCalls, type Call } from '../support/identityCalls';
import { identityFixture } from '../support/identityFixture';
import { WHO, type Who } from '../support/identityTable';
import { WIDE_NETWORK } from '../support/wideNetwork';
import { TEST_NOW_MS, type World } from '../support/world';

/** Asks the contract past the app, changing nothing: 'ALLOWED', or the code of the refusal. */
async function verdict(cast: Cast, actor: Actor, name: string, who: Who, call: Call): Promise<string> {
  const ledger = await cast.ledgerOf(actor, who);
  try {
    await ledger.evaluate(name, { ...call.input, requestId: 'REQUEST-1' }, { at: call.at ?? 'OperatorMSP' });
    return 'ALLOWED';
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    return fault.code === 'NOT_AUTHORISED' ? fault.code : fault.message;
  }
}

describe('who may do what, asked of the contracts with real certificates', function () {
  this.timeout(60_000);
  let world: World;
  let calls: Readonly<Record<string, Call>>;
  let unfounded: OpenLedger;
  const directory = mkdtempSync(join(tmpdir(), 'tierline-unfounded-'));
  let cells = 0;

  before(async () => {
    world = await identityFixture();
    calls = await identityCalls(world, calendarFor('CNY').version);
    unfounded = await openLedger({ directory, network: WIDE_NETWORK, now: () => TEST_NOW_MS });
  });

  after(async () => {
    console.log(`      ${cells} cells compared`);
    await unfounded.close();
    rmSync(directory, { recursive: true, force: true });
    await world.end();
  });

  /** The founding is asked of a network that is not founded yet; everything else of the fixture. */
  const castOf = (name: string): Cast =>
    name === 'company:found' ? new Cast(unfounded, directory) : new Cast(world.open, world.directory);

  it('the table and the calls name every transaction', () => {
    const names = Object.values(TRANSACTIONS).flatMap((contract) => Object.values(contract).map(({ name }) => name));
    expect(Object.keys(WHO)).to.have.members(names);
    expect(Object.keys(calls)).to.have.members(names);
  });

  for (const [name, who] of Object.entries(WHO)) {
    it(`${name} is open to those of the table and to nobody else`, async () => {
      const cast = castOf(name);
      const found: Record<string, string> = {};
      const expected: Record<string, string> = {};
      for (const actor of ACTORS) {
        const cell = `${actor.duty} of ${actor.role}, ${actor.relation}`;
        found[cell] = await verdict(cast, actor, name, who, calls[name] as Call);
        expected[cell] = mayCall(actor, who) ? 'ALLOWED' : 'NOT_AUTHORISED';
        cells += 1;
      }
      expect(found).to.deep.equal(expected);
    });
  }
});
