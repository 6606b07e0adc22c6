import { expect } from 'chai';
import { Folder, jsonOf, tierline, type Ran } from './commandLine';

const DAY = '2026-03-02';

describe('a whole life from the command line, one process for each step', function () {
  this.timeout(120_000);
  const folder = new Folder();
  after(() => folder.remove());

  /** Runs a command that must be well; answers what it printed. */
  async function well(line: string, as?: string): Promise<Ran> {
    const ran = await tierline(folder.path, ...line.split(' '), ...(as === undefined ? [] : ['--as', as]));
    expect(ran.code, `${line}: ${ran.err}`).to.equal(0);
    return ran;
  }

  it('founds the network, opens a DEMO program and onboards two suppliers', async () => {
    expect((await well(`program create DEMO-CNY --business-date ${DAY}`)).out).to.match(
      /^DEMO-CNY: DEMO, business date 2026-03-02 \(UTC\+08:00\)\n/,
    );
    for (const id of ['SUP-01', 'SUP-02']) expect((await well(`onboard --id ${id}`)).out).to.include(`maker@${id}, checker@${id}`);
  });

  it('submits, checks and confirms a receivable by three people', async () => {
    const submitted = await well(
      'submit --invoice INV-1 --issued 2026-02-20 --amount 12,500.00 --due 2026-06-22 --id SCH-0001 --json',
      'maker@SUP-01',
    );
    expect(jsonOf(submitted)).to.deep.include({
      program: 'DEMO-CNY',
      mode: 'DEMO',
      businessDate: DAY,
      receivables: ['SCH-0001-01'],
      totalMinor: '1250000',
      dryRun: false,
      items: 1,
    });
    expect((await well('work', 'maker@CORE-01')).out).to.include('tierline check SCH-0001-01 --as maker@CORE-01');
    await well('check --all', 'maker@CORE-01');
    expect((await well('confirm --all', 'checker@CORE-01')).out).to.include('Done: receivable:confirm, 1 item');
  });

  it('pays a lower tier with a part of the token, which the payee accepts', async () => {
    const paid = await well('pay 4,000.00 to SUP-02 --invoice X-17 --issued 2026-02-25 --id TRF-0001 --json', 'maker@SUP-01');
    expect(jsonOf(paid)).to.deep.include({
      transfer: 'TRF-0001',
      payee: 'SUP-02',
      amountMinor: '400000',
      picks: [{ token: 'SCH-0001-01:0-1250000', amountMinor: '400000', dueDate: '2026-06-22' }],
    });
    await well('accept TRF-0001', 'maker@SUP-02');
  });

  it('finances the token with the bank that offers most', async () => {
    for (const bank of ['BANK-A-01', 'BANK-B-01']) await well('limit --ceiling 1,000,000.00 --expires 2026-12-31', `checker@${bank}`);
    await well('ask --amount 4,000.00 --id ASK-0001', 'maker@SUP-02');
    await well('offer ASK-0001 --rate 4.5 --fees 10.00 --id OFF-000A', 'maker@BANK-A-01');
    await well('offer ASK-0001 --rate 4.2 --fees 10.00 --id OFF-000B', 'maker@BANK-B-01');
    const offers = jsonOf(await well('offers ASK-0001 --json', 'maker@SUP-02'))['offers'] as { offer: string; isCheapest: boolean }[];
    expect(offers.map(({ offer, isCheapest }) => [offer, isCheapest])).to.deep.equal([
      ['OFF-000B', true],
      ['OFF-000A', false],
    ]);
    await well('take OFF-000B --account CN-6222-1', 'maker@SUP-02');
    await well('register ASK-0001 --registry-no ZD-0001', 'maker@BANK-B-01');
    await well('payout ASK-0001 --reference PAY-1', 'checker@BANK-B-01');
    await well('disburse ASK-0001', 'checker@BANK-B-01');
    await well('receipt ASK-0001', 'maker@SUP-02');
  });

  it('settles in two instalments and pays every holder his exact share', async () => {
    await well('clock 2026-06-22');
    await well('settle SCH-0001-01 5,000.01 --reference BR-0001', 'maker@BANK-A-01');
    expect(jsonOf(await well('redeem --all --json', 'maker@BANK-A-01'))).to.deep.include({
      principalMinor: '500001',
      interestMinor: '0',
      items: 2,
      tokens: [
        { token: 'SCH-0001-01:0-400000', owner: 'BANK-B-01', principalMinor: '160000', interestMinor: '0' },
        { token: 'SCH-0001-01:400000-1250000', owner: 'SUP-01', principalMinor: '340001', interestMinor: '0' },
      ],
    });
    await well('settle SCH-0001-01 all --reference BR-0002', 'maker@BANK-A-01');
    await well('redeem SCH-0001-01 --all', 'maker@BANK-A-01');
    await well('release ASK-0001', 'maker@BANK-B-01');
    const statement = jsonOf(await well('statement --json', 'maker@SUP-01'))['total'];
    expect(statement).to.deep.equal({
      heldMinor: '850000',
      entitledMinor: '850000',
      paidMinor: '850000',
      waitingMinor: '0',
      restMinor: '0',
      interestMinor: '0',
    });
  });

  it('shows the tree of the receivable with every owner, sale and payout', async () => {
    const { out } = await well('trace SCH-0001-01', 'maker@CORE-01');
    expect(out.split('\n').map((line) => line.replace(/\s*\(block \d+\)$/, ''))).to.include.members([
      '[0-1250000] 12,500.00 CNY  tier 1  SUP-01  CUT',
      '├─ [0-400000] 4,000.00 CNY  tier 2  BANK-B-01  REDEEMED',
      '│      2026-03-02  from SUP-01 to SUP-02 by TRF-0001',
      '│      2026-03-02  sold by SUP-02 to BANK-B-01 by ASK-0001',
      '│      2026-06-22  paid out to BANK-B-01 1,600.00 CNY',
      '└─ [400000-1250000] 8,500.00 CNY  tier 1  SUP-01  REDEEMED',
    ]);
  });
});
