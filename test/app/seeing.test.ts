import type { NetworkDefinition } from '@tierline/chaincode/api';
import { enrol } from '@tierline/client-app/dist/app/people';
import { seeingOf } from '@tierline/client-app/dist/app/seeing';
import { expect } from 'chai';
import { askedInSecond, openSecond, SECOND } from '../support/secondProgram';
import { confirmed, NETWORK, PROGRAM, World } from '../support/world';

const FACE = 1_000_000n;
/** The project's network with a second regulator, for the second program alone. */
const TWO_REGULATORS: NetworkDefinition = {
  ...NETWORK,
  organisations: [...NETWORK.organisations, { name: 'REGULATOR-B', msp: 'RegulatorBMSP', role: 'regulator' }],
  programs: NETWORK.programs.map((program) => (program.id === SECOND ? { ...program, regulator: 'RegulatorBMSP' } : program)),
};

describe('what organisations know, where each program has a regulator of its own', function () {
  this.timeout(60_000);
  let world: World;
  let [first, second]: [string, string] = ['', ''];

  before(async () => {
    world = await World.found({}, TWO_REGULATORS);
    await openSecond(world);
    await enrol(world.open.sessions, 'RegulatorBMSP', 'REGULATOR-B-01', 'maker');
    first = `${(await confirmed(world, 'FIRST', [FACE]))[0]}:0-${FACE}`;
    second = await askedInSecond(world, 'SECOND', FACE, { ask: 'ASK-SECOND', deadline: '2026-03-05T00:00:00Z' });
  });
  after(() => world.end());

  const kinds = async (program: string, token: string, as: string): Promise<unknown[]> => {
    const { records } = await seeingOf(world.open.sessions, program, token, as);
    return records.map(({ how, kind }) => `${how} ${kind}`);
  };

  it('is told from what the regulator of the token’s program reads', async () => {
    expect(await kinds(SECOND, second, 'REGULATOR-B')).to.include.members(['CLEAR TOKEN', 'CLEAR SCHEDULE', 'CLEAR ASK']);
    expect(await kinds(PROGRAM, first, 'REGULATOR')).to.include.members(['CLEAR RESTING', 'CLEAR SCHEDULE']);
    expect(await kinds(SECOND, second, 'BANK-A')).to.include('CLEAR ASK');
  });

  it('is hashes alone to the regulator of another program', async () => {
    for (const [program, token, other] of [
      [SECOND, second, 'REGULATOR'],
      [PROGRAM, first, 'REGULATOR-B'],
    ] as const) {
      const { records } = await seeingOf(world.open.sessions, program, token, other);
      const read = records.filter(({ how, collection }) => how === 'CLEAR' && collection !== '');
      expect(
        read.map(({ kind }) => kind),
        other,
      ).to.deep.equal([]);
      expect(records.some(({ how }) => how === 'HASH')).to.equal(true);
    }
  });
});
