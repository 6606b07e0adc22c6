import { TRANSACTIONS, type Msp } from '@tierline/chaincode/api';
import type { EmbeddedLedger } from '@tierline/client-app/dist/adapters/embedded/embeddedLedger';
import { signedBytes } from '@tierline/client-app/dist/adapters/embedded/endorsedBytes';
import { decodePolicy } from '@tierline/client-app/dist/adapters/embedded/policyBytes';
import { lowSignature } from '@tierline/client-app/dist/adapters/lowSignature';
import { auditExport } from '@tierline/client-app/dist/app/audit/auditExport';
import { exportedLines, type ExportedBlock, type ExportHead } from '@tierline/client-app/dist/app/audit/exported';
import { execute } from '@tierline/client-app/dist/app/execute';
import type { Session } from '@tierline/client-app/dist/app/session';
import { booksOver } from '@tierline/client-app/dist/main';
import { sha256 } from '@tierline/client-app/dist/proving/digests';
import { expect } from 'chai';
import { refused } from '../support/refused';
import { allow, sell, wholeToken } from '../support/sale';
import { confirmed, PROGRAM, World } from '../support/world';

const RULES = 'every key is changed only by what the organisations endorsed that its rule asks for';
const ENDORSED = 'every transaction is endorsed, as it is told, by organisations that the pins know';

describe('an audit from an export', function () {
  this.timeout(60_000);
  let world: World;
  let regulator: Session;
  let lines: readonly string[];

  before(async () => {
    world = await World.found();
    await allow(world);
    const [receivable = '', second = ''] = await confirmed(world, 'RULES', [1_000_000n, 2_000_000n], '2026-03-20');
    await sell(
      world,
      { ask: 'ASK-RULES', tokens: [wholeToken(receivable, 1_000_000n)], deadline: '2026-03-06T00:00:00Z', valueDate: '2026-03-04' },
      'COMPLETE',
    );
    const order = { program: PROGRAM, token: wholeToken(second, 2_000_000n), amountsMinor: [500_000n, 1_500_000n] };
    await execute(await world.as('maker@SUP-01'), TRANSACTIONS.token.split, order);
    regulator = await world.as('maker@REGULATOR-01');
    const told: string[] = [];
    for await (const line of exportedLines(regulator)) told.push(line);
    lines = told;
  });
  after(() => world.end());

  const audited = (told: readonly string[], pins: unknown = null) =>
    auditExport({ lines: told, at: null, pins, booksOf: booksOver, ruleIn: decodePolicy });
  const failing = async (told: readonly string[]): Promise<readonly string[]> =>
    (await audited(told)).checks.filter(({ ok }) => !ok).map(({ name }) => name);

  /** The export with what was endorsed of a kind of transaction told otherwise, and its end as if it had been written so. */
  function retold(name: string, change: (evidence: ExportedBlock['evidence'][string]) => ExportedBlock['evidence'][string]): string[] {
    const changed = lines.slice(0, -1).map((line, at): string => {
      if (at === 0) return line;
      const { block, evidence } = JSON.parse(line) as ExportedBlock;
      const entries = Object.entries(evidence).map(([id, told]) => {
        const isMeant = block.transactions.some((each) => each.id === id && each.name === name);
        return [id, isMeant ? change(told) : told] as const;
      });
      return JSON.stringify({ block, evidence: Object.fromEntries(entries) });
    });
    const digest = changed.reduce((before, line) => sha256(before + line), '');
    return [...changed, JSON.stringify({ height: changed.length - 1, digest })];
  }

  /** What was endorsed, with the true signatures of these organisations' peers below it. */
  const signedByPeers =
    (...msps: readonly Msp[]) =>
    ({ payload }: ExportedBlock['evidence'][string]): ExportedBlock['evidence'][string] => {
      const network = (regulator.ledger as EmbeddedLedger)['network'];
      const signatures = msps.map((msp) => {
        const { endorser, key } = network.peer(msp);
        const signature = lowSignature(signedBytes(Buffer.from(payload, 'base64'), endorser), key);
        return { endorser: Buffer.from(endorser).toString('base64'), signature: signature.toString('base64') };
      });
      return { payload, signatures };
    };

  it('finds that each key was changed by those alone whom its rule asks for', async () => {
    const { ok, checks } = await audited(lines);
    expect(ok, JSON.stringify(checks.filter((check) => !check.ok))).to.equal(true);
    const { looked } = checks.find(({ name }) => name === RULES) ?? {};
    expect(looked?.count).to.be.above(15);
  });

  it('is the same from what a bank knows', async () => {
    const told: string[] = [];
    for await (const line of exportedLines(await world.as('maker@BANK-A-01'))) told.push(line);
    expect(await failing(told)).to.deep.equal([]);
  });

  const MISSING: readonly (readonly [string, string, readonly Msp[]])[] = [
    ['a token is cut without its owner’s host', 'token:split', ['CoreMSP', 'RegulatorMSP']],
    ['a token is cut without debtor and regulator', 'token:split', ['OperatorMSP', 'BankAMSP']],
    ['title is confirmed by one of the program and a bank', 'receivable:confirm', ['CoreMSP', 'BankAMSP']],
    ['a token is sold without the seller’s host', 'financing:disburse', ['BankAMSP', 'RegulatorMSP']],
    ['an offer is made without the host', 'financing:offer', ['BankAMSP', 'RegulatorMSP']],
    ['companies are onboarded without the regulator', 'company:onboard', ['OperatorMSP', 'BankBMSP']],
  ];
  for (const [what, name, msps] of MISSING) {
    it(`finds that ${what}, although two organisations signed`, async () => {
      expect(await failing(retold(name, signedByPeers(...msps)))).to.deep.equal([RULES]);
    });
  }

  it('takes others who satisfy the rule as well: the regulator in the place of the debtor', async () => {
    expect(await failing(retold('token:split', signedByPeers('OperatorMSP', 'RegulatorMSP')))).to.deep.equal([]);
  });

  it('finds a signature that is missing or another one’s, and what cannot be read', async () => {
    const one = retold('token:split', ({ payload, signatures }) => ({ payload, signatures: signatures.slice(0, 1) }));
    expect(await failing(one)).to.include.members([ENDORSED, RULES]);
    const none = retold('token:split', ({ signatures }) => ({ payload: 'AAAA', signatures }));
    expect(await failing(none)).to.include.members([ENDORSED, RULES]);
  });

  it('refuses pins that name another host of the program than the export', async () => {
    const { pins } = JSON.parse(lines[0] ?? '') as ExportHead;
    const other = { ...pins, programs: pins.programs.map((program) => ({ ...program, host: 'BankXMSP' })) };
    expect((await audited(lines, pins)).ok).to.equal(true);
    expect((await refused(audited(lines, other))).code).to.equal('MALFORMED');
  });
});
