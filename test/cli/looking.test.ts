import { expect } from 'chai';
import { Folder, inProcess, jsonOf } from './commandLine';

interface Node {
  readonly token: string;
  readonly owner: string;
  readonly tier: number;
  readonly state: string;
  readonly joinedInto: string | null;
  readonly steps: readonly {
    readonly what: string;
    readonly ref: string | null;
    readonly to: string | null;
    readonly principalMinor: string;
  }[];
  readonly children: readonly Node[];
}

describe('looking at the ledger from the command line', function () {
  this.timeout(60_000);
  const folder = new Folder();
  after(() => folder.remove());

  async function well(line: string, as?: string): Promise<Record<string, unknown>> {
    const ran = await inProcess(folder.path, ...line.split(' '), '--json', ...(as === undefined ? [] : ['--as', as]));
    expect(ran.code, `${line}: ${ran.out}`).to.equal(0);
    return jsonOf(ran);
  }

  before(async () => {
    await well('program create DEMO-CNY --business-date 2026-03-02');
    for (const id of ['SUP-01', 'SUP-02', 'SUP-03']) await well(`onboard --id ${id}`);
    await well('submit --invoice INV-1 --issued 2026-02-20 --amount 1,000.00 --due 2026-06-22 --id SCH-0001', 'maker@SUP-01');
    await well('check --all', 'maker@CORE-01');
    await well('confirm --all', 'checker@CORE-01');
    await well('split SCH-0001-01:0-100000 300.00 300.00', 'maker@SUP-01');
    await well('merge SCH-0001-01:30000-60000 SCH-0001-01:0-30000', 'maker@SUP-01');
    await well('assign SCH-0001-01:60000-100000 --to SUP-02 --invoice X-1 --issued 2026-02-25 --id TRF-0001', 'maker@SUP-01');
    await well('accept TRF-0001', 'maker@SUP-02');
    await well('assign SCH-0001-01:0-60000 --to SUP-03 --invoice Y-1 --issued 2026-02-25 --id TRF-0002', 'maker@SUP-01');
    await well('reject TRF-0002', 'maker@SUP-03');
    await well('limit --ceiling 1,000.00 --expires 2026-12-31', 'checker@BANK-A-01');
    await well('ask SCH-0001-01:60000-100000 --id ASK-0001', 'maker@SUP-02');
    await well('offer ASK-0001 --rate 5 --id OFF-000A', 'maker@BANK-A-01');
    await well('settle SCH-0001-01 500.00 --reference BR-0001', 'maker@BANK-A-01');
    await well('redeem --all', 'maker@SUP-01');
  });

  it('traces splits, joins, transfers, refusals, asks and payouts as a tree', async () => {
    const { tokens } = (await well('trace SCH-0001-01', 'maker@CORE-01')) as { tokens: readonly Node[] };
    const [root] = tokens as [Node];
    expect([root.token, root.owner, root.tier, root.state]).to.deep.equal(['SCH-0001-01:0-100000', 'SUP-01', 1, 'CUT']);
    expect(root.steps.map(({ what }) => what)).to.deep.equal(['CONFIRMED']);
    const [first, second, third] = root.children as [Node, Node, Node];
    expect([first.state, first.joinedInto, second.state, second.joinedInto]).to.deep.equal([
      'JOINED',
      'SCH-0001-01:0-60000',
      'JOINED',
      'SCH-0001-01:0-60000',
    ]);
    const joined = first.children[0] as Node;
    expect(joined.steps.map(({ what, ref }) => [what, ref])).to.deep.equal([
      ['JOINED', null],
      ['OFFERED', 'TRF-0002'],
      ['FREED', 'TRF-0002'],
      ['PAID_OUT', null],
    ]);
    expect(joined.steps.at(-1)).to.deep.include({ to: 'SUP-01', principalMinor: '30000' });
    expect(third.steps.map(({ what, ref }) => [what, ref])).to.deep.equal([
      ['CUT', null],
      ['OFFERED', 'TRF-0001'],
      ['ACCEPTED', 'TRF-0001'],
      ['ASKED', 'ASK-0001'],
    ]);
    expect([third.owner, third.tier, third.state]).to.deep.equal(['SUP-02', 2, 'LOCKED']);
  });

  it('traces of a token only what overlaps its range', async () => {
    const { tokens } = (await well('trace SCH-0001-01:60000-100000', 'maker@SUP-02')) as { tokens: readonly Node[] };
    expect(tokens[0]?.children.map(({ token }) => token)).to.deep.equal(['SCH-0001-01:60000-100000']);
  });

  it('states what a holder got, what waits and what is still to come', async () => {
    expect((await well('statement', 'maker@SUP-01'))['total']).to.deep.equal({
      heldMinor: '60000',
      entitledMinor: '30000',
      paidMinor: '30000',
      waitingMinor: '0',
      restMinor: '30000',
      interestMinor: '0',
    });
    expect((await well('statement --company SUP-02', 'maker@REGULATOR-01'))['total']).to.deep.equal({
      heldMinor: '40000',
      entitledMinor: '20000',
      paidMinor: '0',
      waitingMinor: '20000',
      restMinor: '20000',
      interestMinor: '0',
    });
  });

  it("states the holder's share of each instalment, in JSON and in a table", async () => {
    const { instalments, instalmentTotal } = await well('statement --company SUP-02', 'maker@REGULATOR-01');
    expect(instalments).to.have.length(1);
    expect((instalments as object[])[0]).to.deep.include({
      receivable: 'SCH-0001-01',
      bankReference: 'BR-0001',
      on: '2026-03-02',
      receivedMinor: '50000',
      beforeMinor: '0',
      afterMinor: '50000',
      entitledMinor: '20000',
      paidMinor: '0',
      restMinor: '20000',
    });
    expect(instalmentTotal).to.deep.include({ entitledMinor: '20000', paidMinor: '0', restMinor: '20000', interestEntitledMinor: '0' });
    const { out } = await inProcess(folder.path, 'statement', '--as', 'maker@SUP-01');
    expect(out).to.match(/SCH-0001-01 +BR-0001 +2026-03-02 +500\.00 CNY +300\.00 CNY +300\.00 CNY +0\.00 CNY/);
  });

  it("does not state one supplier's account to another", async () => {
    const ran = await inProcess(folder.path, 'statement', '--company', 'SUP-02', '--as', 'maker@SUP-03');
    expect([ran.code, ran.err.split(':')[0]]).to.deep.equal([2, 'NOT_AUTHORISED']);
  });

  it("shows each bank no price but its own, and the other's as hashes alone", async () => {
    const token = 'SCH-0001-01:60000-100000';
    type Seen = { records: { collection: string; how: string; kind: string | null; keyHash: string | null; valueHash: string | null }[] };
    const own = (await well(`see ${token}`, 'BANK-A')) as Seen;
    expect(own.records.filter(({ kind }) => kind === 'OFFER').map(({ how }) => how)).to.deep.equal(['CLEAR']);
    const other = (await well(`see ${token}`, 'maker@BANK-B-01')) as Seen;
    const hashed = other.records.filter(({ how }) => how === 'HASH');
    expect(hashed.map(({ collection, kind }) => [collection, kind])).to.deep.equal([['PAIR-BankAMSP-OperatorMSP', null]]);
    expect(
      hashed.every(({ keyHash, valueHash }) => /^[0-9a-f]{64}$/.test(keyHash ?? '') && /^[0-9a-f]{64}$/.test(valueHash ?? '')),
    ).to.equal(true);
    expect(JSON.stringify(other)).to.not.include('OFF-000A').and.not.include('ratePpm');
  });

  it('lists what waits for each person, with the command that does it', async () => {
    const commandsOf = async (user: string): Promise<string[]> =>
      ((await well('work', user))['work'] as { command: string }[]).map(({ command }) => command);
    expect(await commandsOf('maker@BANK-B-01')).to.deep.equal(['offer ASK-0001 --rate PERCENT']);
    expect(await commandsOf('maker@SUP-02')).to.deep.equal(['take OFF-000A --account ACCOUNT', 'redeem --all']);
    expect(await commandsOf('maker@CORE-01')).to.deep.equal([]);
  });

  it('lists what the organisation knows, by state, company and id', async () => {
    expect((await well('list tokens --company SUP-02', 'maker@CORE-01'))['rows']).to.have.length(1);
    expect((await well('list asks --status open', 'maker@BANK-B-01'))['rows']).to.deep.include.members([
      {
        ask: 'ASK-0001',
        seller: 'SUP-02',
        debtor: 'CORE-01',
        faceMinor: '40000',
        lastPayDate: '2026-06-22',
        recourse: false,
        deadline: '2026-03-04T15:59:59Z',
        status: 'OPEN',
      },
    ]);
    for (const what of ['receivables', 'transfers', 'deals', 'companies', 'programs'])
      expect(await well(`list ${what}`, 'maker@SUP-01')).to.have.property('rows');
  });
});
