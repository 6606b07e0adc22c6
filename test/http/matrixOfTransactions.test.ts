import { expect } from 'chai';
import { ACTORS, mayCall, type Actor } from '../support/identityActors';
import { WHO, type Who } from '../support/identityTable';
import { keyOf, servedIdentities, type ServedIdentities } from '../support/servedIdentities';

/** Cells that are asked at a time. */
const AT_ONCE = 8;
const MINUTES = 60_000;
/** An outsider is told that he may not, or that there is no such thing. */
const REFUSALS: readonly string[] = ['NOT_AUTHORISED', 'NOT_FOUND'];
/** It can be done once, and was: nobody may any more. */
const ONCE = 'company:found';

type Condition = Readonly<Record<'ok' | 'code', unknown>>;

describe('who may do what, asked of the server with real tokens', function () {
  this.timeout(10 * MINUTES);
  let world: ServedIdentities;
  let cells = 0;

  before(async () => {
    world = await servedIdentities();
  });
  after(async () => {
    console.log(`      ${cells} cells compared`);
    await world.served.end();
  });
  afterEach('no cell is a bug of the server', () => expect(world.served.alarms).to.deep.equal([]));

  const pathOf = (name: string): string => `/transactions/${name.replace(':', '/')}?dryRun=true`;

  /** ALLOWED when every condition holds; else why not. */
  const verdict = async (name: string, as: string | undefined): Promise<string> => {
    cells += 1;
    const { status, body } = await world.served.post(pathOf(name), { ...(as === undefined ? {} : { as }), body: world.calls[name]?.input });
    if (status !== 200) return String(body['code']);
    const failed = (body['conditions'] as readonly Condition[]).filter(({ ok }) => ok !== true).map(({ code }) => String(code));
    return failed.length === 0 ? 'ALLOWED' : (failed.find((code) => code === 'NOT_AUTHORISED') ?? failed[0] ?? '');
  };

  const cellsOf = async (name: string, who: Who, actors: readonly Actor[]): Promise<readonly string[]> => {
    const wrong: string[] = [];
    const waiting = [...actors];
    const work = async (): Promise<void> => {
      for (let actor = waiting.shift(); actor !== undefined; actor = waiting.shift()) {
        const told = await verdict(name, world.users.get(keyOf(name, actor)));
        const isRight =
          mayCall(actor, who) && name !== ONCE ? told === 'ALLOWED' : REFUSALS.includes(told) || (name === ONCE && told === 'WRONG_STATE');
        if (!isRight) wrong.push(`${keyOf(name, actor)} -> ${told}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return wrong;
  };
  for (const [name, who] of Object.entries(WHO)) {
    it(`${name} is open to those of the table and to nobody else`, async () => {
      expect(await verdict(name, undefined), 'nobody').to.equal('NOT_SIGNED_IN');
      expect(
        await cellsOf(
          name,
          who,
          ACTORS.filter(({ relation }) => relation !== 'BARE'),
        ),
      ).to.deep.equal([]);
    });
  }
});
