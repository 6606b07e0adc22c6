import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Folder, inProcess, jsonOf } from './commandLine';

describe('the steps beside the straight way, from the command line', function () {
  this.timeout(60_000);
  const folder = new Folder();
  after(() => folder.remove());

  async function run(line: string, as: string): Promise<{ code: number | null; json: Record<string, unknown> }> {
    const ran = await inProcess(folder.path, ...line.split(' '), '--json', '--as', as);
    return { code: ran.code, json: jsonOf(ran) };
  }
  async function well(line: string, as: string): Promise<Record<string, unknown>> {
    const { code, json } = await run(line, as);
    expect(code, `${line}: ${JSON.stringify(json)}`).to.equal(0);
    return json;
  }
  async function refusal(line: string, as: string): Promise<string> {
    const { code, json } = await run(line, as);
    expect(code, `${line}: ${JSON.stringify(json)}`).to.equal(2);
    return (json['error'] as { code: string }).code;
  }
  const statusOf = async (receivable: string): Promise<unknown> =>
    ((await well(`list receivables --of ${receivable}`, 'maker@CORE-01'))['rows'] as { status: string }[])[0]?.status;

  before(async () => {
    await inProcess(folder.path, 'program', 'create', 'DEMO-CNY', '--business-date', '2026-03-02');
    const file = join(folder.path, 'companies.csv');
    writeFileSync(file, '\ufeffid;name;size\nSUP-01;Harbour Castings 港口铸造;SMALL\nSUP-02;"Pine; Tools";\nSUP-03;River;MICRO\n');
    expect(jsonOf(await inProcess(folder.path, 'onboard', file, '--json'))['companies']).to.deep.equal(['SUP-01', 'SUP-02', 'SUP-03']);
  });

  it('submit the claims of a file in schedules of 25', async () => {
    const claims = Array.from({ length: 30 }, (_claim, index) => ({
      invoice: `B-${index + 1}`,
      issued: '2026-02-20',
      amount: `1,${100 + index}.00`,
      due: '2026-06-22',
    }));
    const file = join(folder.path, 'claims.json');
    writeFileSync(file, JSON.stringify({ id: 'BULK', claims }));
    const { receivables, totalMinor, items } = (await well(`submit --file ${file}`, 'maker@SUP-01')) as {
      receivables: string[];
      totalMinor: string;
      items: number;
    };
    expect([receivables.length, receivables[0], receivables[24], receivables[25], items]).to.deep.equal([
      30,
      'BULK-001-01',
      'BULK-001-25',
      'BULK-002-01',
      30,
    ]);
    expect(totalMinor).to.equal(String(claims.reduce((total, { amount }) => total + Number(amount.replace(/[,.]/g, '')), 0)));
  });

  it('check and confirm all that wait, by two people', async () => {
    expect((await well('check --all', 'maker@CORE-01'))['items']).to.equal(30);
    expect(await refusal('check --all BULK-001-01', 'maker@CORE-01')).to.equal('MALFORMED');
    expect((await well('confirm BULK-001-01 BULK-001-02 BULK-001-03', 'checker@CORE-01'))['items']).to.equal(3);
  });

  it('return a receivable, change it, and give it to the core again', async () => {
    await well('return BULK-001-04 --reason WRONG-AMOUNT', 'maker@CORE-01');
    await well('revise BULK-001-04 --amount 1,000.00', 'maker@SUP-01');
    await well('resubmit BULK-001-04', 'maker@SUP-01');
    expect((await well('list receivables --of BULK-001-04', 'maker@CORE-01'))['rows']).to.have.deep.nested.property(
      '[0].faceMinor',
      '100000',
    );
    await well('void BULK-001-05', 'maker@SUP-01');
    expect([await statusOf('BULK-001-04'), await statusOf('BULK-001-05')]).to.deep.equal(['SUBMITTED', 'VOID']);
  });

  it('reduce a confirmed receivable when both sides agree', async () => {
    await well('split BULK-001-01:0-110000 100.00', 'maker@SUP-01');
    await well('reduce BULK-001-01 BULK-001-01:0-10000 --reason GOODS-RETURNED --id RED-0001', 'checker@CORE-01');
    expect(await refusal('agree RED-0001', 'checker@CORE-01')).to.equal('NOT_AUTHORISED');
    await well('agree RED-0001', 'checker@SUP-01');
    await well('reduce BULK-001-02 --cancel --reason CANCELLED --id RED-0002', 'checker@SUP-01');
    await well('agree RED-0002', 'checker@CORE-01');
    expect(await statusOf('BULK-001-02')).to.equal('CANCELLED');
  });

  it('withdraw a payment that was not answered, and pay once for one request', async () => {
    const paid = await well('pay 200.00 to SUP-02 --invoice P-1 --issued 2026-02-25 --request-id PAY-0001', 'maker@SUP-01');
    const again = await well('pay 200.00 to SUP-02 --invoice P-1 --issued 2026-02-25 --request-id PAY-0001', 'maker@SUP-01');
    expect([again['transfer'], again['repeated'], again['transactions']]).to.deep.equal([paid['transfer'], true, paid['transactions']]);
    expect(await refusal('pay 201.00 to SUP-02 --invoice P-1 --issued 2026-02-25 --request-id PAY-0001', 'maker@SUP-01')).to.equal(
      'REQUEST_REPLAYED_DIFFERENT',
    );
    await well(`withdraw ${String(paid['transfer'])}`, 'maker@SUP-01');
  });

  it('cut a token for an ask of an amount, once for one request, and give the ask up', async () => {
    const asked = await well('ask --amount 300.00 --request-id ASK-0009', 'maker@SUP-01');
    expect((asked['transactions'] as { name: string }[]).map(({ name }) => name)).to.deep.equal(['token:split', 'financing:ask']);
    const again = await well('ask --amount 300.00 --request-id ASK-0009', 'maker@SUP-01');
    expect([again['ask'], again['repeated']]).to.deep.equal([asked['ask'], true]);
    expect(await refusal('ask --amount 301.00 --request-id ASK-0009', 'maker@SUP-01')).to.equal('REQUEST_REPLAYED_DIFFERENT');
    await well(`close ${String(asked['ask'])}`, 'maker@SUP-01');
    await well(`cancel ${String(asked['ask'])}`, 'maker@SUP-01');
  });

  it('take an offer that is not the one with the most cash only with a reason', async () => {
    for (const bank of ['BANK-A-01', 'BANK-B-01']) await well('limit --ceiling 100,000.00 --expires 2026-12-31', `checker@${bank}`);
    await well('ask --amount 500.00 --id ASK-0002', 'maker@SUP-01');
    await well('offer ASK-0002 --rate 4 --id OFF-000A', 'maker@BANK-A-01');
    await well('offer ASK-0002 --rate 3 --fees 30.00 --id OFF-000B', 'maker@BANK-B-01');
    const { offers } = (await well('offers ASK-0002', 'maker@SUP-01')) as { offers: Record<string, unknown>[] };
    expect(offers.map(({ offer }) => offer)).to.deep.equal(['OFF-000A', 'OFF-000B']);
    // 500.00 at 4 % for 111 days is a discount of 6.17: 493.83 in hand; 6.17 / 493.83 x 360 / 111 = 4.0522 %.
    expect(offers[0]).to.deep.include({
      proceedsMinor: '49383',
      discountMinor: '617',
      ratePpm: 40_000,
      payoutDate: '2026-03-03',
      allInPpm: { act360: 40_522, act365: 41_084 },
      isCheapest: true,
    });
    expect(await refusal('take OFF-000B --account CN-1234', 'maker@SUP-01')).to.equal('CONDITION_UNMET');
    const ran = await inProcess(
      folder.path,
      'take',
      'OFF-000B',
      '--account',
      'CN-1234',
      '--reason',
      'our house bank',
      '--as',
      'maker@SUP-01',
    );
    expect(ran.code, ran.err).to.equal(0);
  });

  it('block a company, and let it act again', async () => {
    expect(await refusal('block SUP-03', 'maker@OPERATOR-01')).to.equal('NOT_AUTHORISED');
    await well('block SUP-03', 'maker@REGULATOR-01');
    expect(await refusal('pay 200.00 to SUP-03 --invoice P-2 --issued 2026-02-25', 'maker@SUP-01')).to.equal('WRONG_STATE');
    await well('unblock SUP-03', 'maker@REGULATOR-01');
    await well('pay 200.00 to SUP-03 --invoice P-2 --issued 2026-02-25 --id TRF-0009', 'maker@SUP-01');
    await well('reject TRF-0009', 'maker@SUP-03');
  });

  it('propose a change, which another person of the operator approves', async () => {
    const policy = {
      kind: 'POLICY',
      schemaVersion: 1,
      version: 2,
      effectiveFrom: '2026-03-01',
      rules: [
        'soft-tenor-months',
        'hard-tenor-months',
        'contest-working-days',
        'watch-events',
        'watch-months',
        'local-identity-demo-only',
      ].map((rule) => ({ rule, figure: 3, source: 'a test' })),
    };
    const file = join(folder.path, 'policy.json');
    writeFileSync(file, JSON.stringify(policy));
    await well(`propose policy ${file} --id PRO-0001`, 'maker@OPERATOR-01');
    expect(((await well('work', 'checker@OPERATOR-01'))['work'] as { command: string }[])[0]?.command).to.equal('approve PRO-0001');
    await well('approve PRO-0001', 'checker@OPERATOR-01');
  });

  it('record a payment that is overdue, its late interest, its cure and the refund of what was too much', async () => {
    await well('clock 2026-07-10', 'maker@OPERATOR-01');
    expect(await refusal('clock 2026-07-10', 'maker@OPERATOR-01')).to.equal('MALFORMED');
    await well('overdue BULK-001-03', 'maker@BANK-A-01');
    expect(await statusOf('BULK-001-03')).to.equal('DEFAULTED');
    const settled = await well('settle BULK-001-03 1,112.00 --interest 5.00 --reference BR-0001', 'maker@BANK-A-01');
    expect([settled['owedMinor'], settled['interestMinor']]).to.deep.equal(['0', '500']);
    await well('cure BULK-001-03', 'maker@BANK-A-01');
    await well('refund BR-0001 --reference RF-0001', 'maker@BANK-A-01');
    expect((await well('redeem BULK-001-03 --all', 'maker@BANK-A-01'))['interestMinor']).to.equal('500');
  });
});
