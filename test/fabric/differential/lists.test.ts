import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { expect } from 'chai';
import { NETWORK_FILE, ORGANISATIONS } from '../../simulation/chain';
import { REGULATOR_HOST } from '../../simulation/model/scene';
import { fabricMissing, TestNetwork } from '../../support/fabricNetwork';
import { compareBooks } from '../lockstep/books';
import { Modelled } from '../lockstep/modelled';
import { Side } from '../lockstep/side';
import { playList } from './list';

const FIRST_PORT = 26_000;
/** The commands follow one another: a block that waits for more of them waits in vain. */
const BLOCK_MS = 50;
const IS_NIGHTLY = process.env['NIGHTLY'] === '1';
const LISTS = IS_NIGHTLY ? 500 : 50;
const COMMANDS = IS_NIGHTLY ? 60 : 30;
/** The lists of one network live one life: from the one before each goes on. */
const LISTS_PER_NETWORK = 50;
const FIRST_SEED = Number(process.env['SEED'] ?? 1);

for (let first = 0; first < LISTS; first += LISTS_PER_NETWORK) {
  describe(`the same commands on the embedded ledger and on a real network, from seed ${FIRST_SEED + first} on`, function () {
    this.timeout(300_000);
    let network: TestNetwork | null = null;
    let sides: readonly Side[] = [];
    let modelled: Modelled | null = null;

    before(async function () {
      const missing = await fabricMissing();
      if (missing !== null) {
        console.log(`Not run: ${missing}.`);
        return this.skip();
      }
      network = await TestNetwork.up({ firstPort: FIRST_PORT, blockTimeoutMs: BLOCK_MS });
      const embedded = await Side.embedded(readNetworkFile(NETWORK_FILE), REGULATOR_HOST);
      sides = [embedded];
      const fabric = await Side.fabric(network, REGULATOR_HOST);
      sides = [embedded, fabric];
      const founded = new Modelled(embedded, fabric);
      await founded.found();
      modelled = founded;
    });

    after(async () => {
      for (const side of sides) await side.close();
      await network?.down();
    });

    for (let place = 0; place < Math.min(LISTS_PER_NETWORK, LISTS - first); place += 1) {
      const seed = FIRST_SEED + first + place;
      it(`seed ${seed} gives the same answers, faults, events, writes and rows for ${COMMANDS} commands`, async function () {
        if (modelled === null) return this.skip();
        const playing = modelled;
        // Where two ledgers have parted there is nothing more to compare.
        modelled = null;
        await playList(playing, { seed, commands: COMMANDS, place });
        modelled = playing;
      });
    }

    it('ends with the same books for every organisation', async function () {
      if (modelled === null) return this.skip();
      for (const msp of ORGANISATIONS) await compareBooks(modelled.lockstep, msp);
    });

    it('has met successes, repeats, refusals and lost races', function () {
      if (modelled === null) return this.skip();
      const endings = Object.fromEntries(modelled.endings);
      console.log(`      ${JSON.stringify(endings)}`);
      expect(endings).to.include.keys('VALID', 'REPEATED', 'NOT_AUTHORISED', 'WRONG_STATE', 'raced VALID', 'raced MVCC_CONFLICT');
    });
  });
}
