import { expect } from 'chai';
import { programCollection, type NetworkDefinition } from '@tierline/chaincode/api';
import { BANK, CONFORMANCE_NETWORK, OUTSIDER, PROGRAM } from '../support/conformanceNetwork';
import { dropFolders, newFolder, openConformance } from '../support/embeddedFixture';
import { get, getPrivate, put, putPrivate } from '../support/script';
import { bug, refusal } from '../conformance/fixture';
import { as, results, run } from './people';

const [FIRST_PROGRAM] = CONFORMANCE_NETWORK.programs;
if (FIRST_PROGRAM === undefined) throw new Error('the network has no program');
const NEW_BANK = { name: 'NEWBANK', msp: 'NewBankMSP', role: 'bank' } as const;
const GROWN: NetworkDefinition = {
  ...CONFORMANCE_NETWORK,
  organisations: [...CONFORMANCE_NETWORK.organisations, NEW_BANK],
  programs: [
    ...CONFORMANCE_NETWORK.programs,
    { ...FIRST_PROGRAM, id: 'PROG-0002', banks: [OUTSIDER, NEW_BANK.msp], settlementBank: OUTSIDER },
  ],
};

describe('the network definition of an embedded ledger', function () {
  this.timeout(30_000);
  after(dropFolders);

  it('grows by organisations and programs, in a block of its own, and keeps what was committed', async () => {
    const directory = await newFolder();
    const host = await openConformance(directory);
    await run(host, [put('k', 'v'), putPrivate(PROGRAM, 'k', 'secret')]);
    await bug(run(host, [putPrivate(programCollection('PROG-0002'), 'k', 'v')]));
    await host.close();
    const grown = await openConformance(directory, { network: GROWN });
    expect(grown.network).to.deep.equal(GROWN);
    expect(await results(grown, [get('k'), getPrivate(PROGRAM, 'k')])).to.deep.equal(['v', 'secret']);
    await run(grown, [putPrivate(programCollection('PROG-0002'), 'k', 'new')]);
    const counts: number[] = [];
    for await (const { transactions } of (await as(grown, NEW_BANK.msp)).blocks(0)) counts.push(transactions.length);
    expect(counts).to.deep.equal([0, 1, 0, 1]);
    await grown.close();
    await (await openConformance(directory, { network: GROWN })).close();
  });

  it('adds no block when it is the same', async () => {
    const directory = await newFolder();
    for (let round = 0; round < 2; round += 1) {
      const host = await openConformance(directory, { network: structuredClone(CONFORMANCE_NETWORK) });
      let count = 0;
      for await (const _block of (await as(host)).blocks(0)) count += 1;
      expect(count).to.equal(1);
      await host.close();
    }
  });

  const { organisations, programs } = CONFORMANCE_NETWORK;
  const alterations: readonly (readonly [string, NetworkDefinition])[] = [
    ['an organisation is removed', { ...CONFORMANCE_NETWORK, organisations: organisations.slice(0, -1) }],
    [
      'an organisation changes its role',
      {
        ...CONFORMANCE_NETWORK,
        organisations: organisations.map((one) => (one.msp === OUTSIDER ? { ...one, role: 'core' } : one)),
      },
    ],
    ['a program is removed', { ...CONFORMANCE_NETWORK, programs: [] }],
    ['a program gains a bank', { ...CONFORMANCE_NETWORK, programs: programs.map((program) => ({ ...program, banks: [BANK, OUTSIDER] })) }],
    ['a program changes its settlement bank', { ...CONFORMANCE_NETWORK, programs: [{ ...FIRST_PROGRAM, settlementBank: OUTSIDER }] }],
    ['the channel is another one', { ...CONFORMANCE_NETWORK, channel: 'other' }],
    ['it becomes a channel for real money', { ...CONFORMANCE_NETWORK, production: true }],
  ];
  for (const [what, network] of alterations) {
    it(`is refused when ${what}`, async () => {
      const directory = await newFolder();
      await (await openConformance(directory)).close();
      await refusal(openConformance(directory, { network }), 'WRONG_STATE');
      await (await openConformance(directory)).close();
    });
  }
});
