import { expect } from 'chai';
import { decodePolicy } from '@tierline/client-app/dist/adapters/embedded/policyBytes';
import { auditExport } from '@tierline/client-app/dist/app/audit/auditExport';
import { exportedLines } from '@tierline/client-app/dist/app/audit/exported';
import { pinsOf } from '@tierline/client-app/dist/app/proof/pinsOf';
import { booksOver } from '@tierline/client-app/dist/main';
import { sealOf } from '@tierline/client-app/dist/proving/digests';
import { verify } from '@tierline/client-app/dist/proving/verify';
import { fileOf, paid, proofOf, splitOff } from '../../proof/life';
import { confirmedBy } from '../../proof/signedLife';
import { FabricStage } from '../../support/fabricStage';
import { registered } from '../../support/signing';
import { confirmed } from '../../support/world';

const FIRST_PORT = 24_500;
const UP_MS = 180_000;

describe('a proof of a token on Fabric', function () {
  this.timeout(180_000);
  const stage = new FabricStage(FIRST_PORT);
  before(async function () {
    this.timeout(UP_MS);
    await stage.open(this);
  });
  after(async function () {
    this.timeout(UP_MS);
    await stage.close();
  });

  it('is checked without the network, against the roots of its channel', async () => {
    const world = stage.world();
    const [receivable = ''] = await confirmed(world, 'SCH-PROOF', [1_000_000n, 500_000n]);
    const [part] = await splitOff(world, `${receivable}:0-1000000`, 400_000n);
    await paid(world, part, 'SUP-01', 'SUP-02', 'TRF-PROOF');
    const { network, ledger } = await world.as('maker@REGULATOR-01');
    const pins = await pinsOf(network, ledger);
    const proof = await proofOf(world, part, 'value', 'maker@SUP-02');
    const verdict = await verify(fileOf(proof), pins);
    if (!verdict.valid) expect.fail(`${verdict.where}: ${verdict.sentence}`);
    expect(verdict.steps.map(({ act }) => act)).to.deep.equal(['receivable:confirm', 'token:split', 'token:assign', 'token:accept']);
    expect(verdict.steps[0]?.endorsers).to.include.members(['OperatorMSP', 'CoreMSP']);
    const other = { ...pins, organisations: pins.organisations.map((each) => ({ ...each, roots: pins.organisations[0]?.roots ?? [] })) };
    const refused = await verify(fileOf(proof), other);
    expect(refused.valid ? 'VALID' : refused.code).to.equal('PINS_DIFFER');
    const cut = { ...proof, steps: proof.steps.slice(0, -1) };
    const shortened = await verify(fileOf({ ...cut, seal: sealOf(cut) }), pins);
    expect(shortened.valid ? 'VALID' : shortened.code).to.equal('STANDING_DIFFERS');
  });

  it('shows signatures, and of a signed batch what is the token’s own', async () => {
    const world = stage.world();
    const debtor = await registered(world, 'CORE-01', 'checker');
    const [receivable = ''] = await confirmedBy(world, debtor, 'SCH-SIGNED', [1_000_000n, 2_000_000n]);
    const { network, ledger } = await world.as('maker@REGULATOR-01');
    const proof = await proofOf(world, `${receivable}:0-1000000`, 'consent');
    const verdict = await verify(fileOf(proof), await pinsOf(network, ledger));
    if (!verdict.valid) expect.fail(`${verdict.where}: ${verdict.sentence}`);
    const { signer, consent } = verdict.steps[0]?.signed ?? {};
    expect(signer).to.equal(debtor.address);
    expect(consent?.items.map((item) => item !== null)).to.deep.equal([true, false]);
    expect(consent?.total).to.equal(null);
  });

  it('stands beside an audit that is re-run from an export: every key was changed by whom its rule asks for', async () => {
    const lines: string[] = [];
    for await (const line of exportedLines(await stage.world().as('maker@REGULATOR-01'))) lines.push(line);
    const { ok, checks } = await auditExport({ lines, at: null, pins: null, booksOf: booksOver, ruleIn: decodePolicy });
    expect(ok, JSON.stringify(checks.filter((check) => !check.ok))).to.equal(true);
  });
});
