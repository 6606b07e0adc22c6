import { createHash } from 'node:crypto';
import { Fault } from '@tierline/chaincode/api';
import { FACTS_NOTARY } from '@tierline/client-app/dist/adapters/evm/factsNotary';
import { expect } from 'chai';
import type { RootChain } from '@tierline/client-app/dist/ports/notary';
import { Anvil, Gate } from '../support/anvil';
import { refusedBy } from '../support/notaryFaults';
import { Ground, KeptJournal, until, type TestNotary } from '../support/notaryGround';

const GWEI = 1_000_000_000n;
const hex = (value: bigint): string => `0x${value.toString(16)}`;

describe('a notary in trouble', () => {
  let ground: Ground;
  let now = 0;

  beforeEach(async () => {
    now = Date.parse('2026-06-01T00:00:00Z');
    ground = await Ground.open();
  });

  afterEach(() => ground.close());

  const lastHash = ({ journal }: TestNotary): string => journal.kept?.attempts.at(-1)?.hash ?? '';
  const attempts = ({ journal }: TestNotary): number => journal.kept?.attempts.length ?? 0;

  it('sends a root again that a reorganisation took from the chain, and only once', async () => {
    const made = ground.notary({ settings: { confirmations: 3 } });
    const before = await ground.anvil.rpc<string>('evm_snapshot');
    ground.ledger.grow(3);
    expect(await made.notary.turn()).to.equal('SENT');
    await ground.taken(made);
    expect(await made.notary.turn()).to.equal('CONFIRMING');
    await ground.anvil.rpc('evm_revert', before);
    expect(await made.notary.turn()).to.equal('SENT');
    expect(made.alarms.join()).to.include('reorganised');
    await ground.taken(made);
    expect(await made.notary.turn()).to.equal('CONFIRMING');
    await ground.anvil.mine(3);
    await until(made.notary, 'IDLE');
    expect(made.notary.report().counts).to.include({ sent: 1, reorganised: 1, confirmed: 1, resent: 1 });
    expect(await ground.roots()).to.have.length(1);
    await ground.expectWhole();
  });

  it('sees through a reorganisation that keeps its transaction', async () => {
    const made = ground.notary({ settings: { confirmations: 3 } });
    ground.ledger.grow(3);
    expect(await made.notary.turn()).to.equal('SENT');
    await ground.anvil.mine(1);
    await ground.anvil.rpc('anvil_reorg', 1, []);
    await ground.anvil.mine(3);
    await until(made.notary, 'IDLE');
    expect(await ground.roots()).to.have.length(1);
    await ground.expectWhole();
  });

  it('begins again from the chain when a root is lost that had its confirmations, and its successor waits', async () => {
    const made = ground.notary({ settings: { confirmations: 2 } });
    const before = await ground.anvil.rpc<string>('evm_snapshot');
    ground.ledger.grow(3);
    await made.notary.turn();
    await ground.anvil.mine(2);
    await until(made.notary, 'IDLE');
    ground.ledger.grow(3);
    expect(await made.notary.turn()).to.equal('SENT');
    await ground.taken(made);
    expect(await made.notary.turn()).to.equal('CONFIRMING');
    await ground.anvil.rpc('evm_revert', before);
    for (let turn = 0; turn < 5; turn += 1) {
      await made.notary.turn();
      await ground.anvil.mine(1);
    }
    await until(made.notary, 'IDLE');
    await ground.expectWhole();
  });

  it('gives a transaction again that the nodes have dropped', async () => {
    await ground.anvil.mineAtOnce(false);
    const made = ground.notary();
    ground.ledger.grow(3);
    expect(await made.notary.turn()).to.equal('SENT');
    await ground.anvil.rpc('anvil_dropTransaction', lastHash(made));
    expect(await made.notary.turn()).to.equal('SENT');
    expect(made.notary.report().counts).to.include({ sent: 1, resent: 1, replaced: 0 });
    await ground.anvil.mine();
    await until(made.notary, 'IDLE');
    await ground.expectWhole();
  });

  it('replaces a transaction that is stuck by one with an eighth more, under the same number', async () => {
    await ground.anvil.mineAtOnce(false);
    const made = ground.notary({ now: () => now });
    ground.ledger.grow(3);
    expect(await made.notary.turn()).to.equal('SENT');
    expect(await made.notary.turn()).to.equal('SENT');
    expect(attempts(made)).to.equal(1);
    now += 60_000;
    expect(await made.notary.turn()).to.equal('SENT');
    const [first, second] = made.journal.kept?.attempts ?? [];
    if (first === undefined || second === undefined) throw new Error('there are two attempts');
    expect(second.nonce).to.equal(first.nonce);
    expect(second.fees.maxFeePerGas * 8n >= first.fees.maxFeePerGas * 9n).to.equal(true);
    expect((second.fees.maxPriorityFeePerGas ?? 0n) * 8n >= (first.fees.maxPriorityFeePerGas ?? 0n) * 9n).to.equal(true);
    await ground.anvil.mine();
    await until(made.notary, 'IDLE');
    expect(made.notary.report().counts).to.include({ replaced: 1, confirmed: 1, failed: 0 });
    await ground.expectWhole();
  });

  it('never offers more than the settings allow for a transaction that is stuck', async () => {
    await ground.anvil.mineAtOnce(false);
    const made = ground.notary({ now: () => now, settings: { maxFeePerGas: 4n * GWEI } });
    ground.ledger.grow(3);
    let phase = await made.notary.turn();
    for (let turn = 0; turn < 30; turn += 1) {
      now += 60_000;
      phase = await made.notary.turn();
    }
    expect(phase).to.equal('WAITING_FOR_FEES');
    for (const { fees } of made.journal.kept?.attempts ?? []) expect(fees.maxFeePerGas <= 4n * GWEI).to.equal(true);
    await ground.anvil.mine();
    await until(made.notary, 'IDLE');
    await ground.expectWhole();
  });

  it('sends nothing while the chain asks for too much, and goes on afterwards', async () => {
    const made = ground.notary({ settings: { maxFeePerGas: 20n * GWEI } });
    await ground.anvil.rpc('anvil_setNextBlockBaseFeePerGas', hex(500n * GWEI));
    await ground.anvil.mine();
    ground.ledger.grow(3);
    expect(await made.notary.turn()).to.equal('WAITING_FOR_FEES');
    expect(made.journal.kept).to.equal(null);
    ground.ledger.grow(3);
    await ground.anvil.rpc('anvil_setNextBlockBaseFeePerGas', hex(2n * GWEI));
    await ground.anvil.mine();
    await until(made.notary, 'IDLE');
    expect(await ground.roots()).to.have.length(1);
    await ground.expectWhole();
  });

  it('outbids what it has forgotten and what still waits under its number', async () => {
    await ground.anvil.mineAtOnce(false);
    ground.ledger.grow(3);
    expect(await ground.notary().notary.turn()).to.equal('SENT');
    ground.ledger.grow(1);
    const restarted = ground.notary({ journal: new KeptJournal() });
    expect(await restarted.notary.turn()).to.equal('SENT');
    expect(attempts(restarted)).to.be.greaterThan(1);
    await ground.anvil.mine();
    await until(restarted.notary, 'IDLE');
    expect(await ground.roots()).to.have.length(1);
    await ground.expectWhole();
  });

  it('leaves the line to the notary who was faster, and goes on from his root', async () => {
    await ground.anvil.mineAtOnce(false);
    const [one, two] = [ground.notary({ account: 1 }), ground.notary({ account: 2 })];
    ground.ledger.grow(3);
    expect(await one.notary.turn()).to.equal('SENT');
    ground.ledger.grow(1);
    expect(await two.notary.turn()).to.equal('SENT');
    await ground.anvil.mine();
    await ground.anvil.mineAtOnce(true);
    ground.ledger.grow(3);
    for (let turn = 0; turn < 8; turn += 1) for (const { notary } of [one, two]) await notary.turn();
    ground.ledger.grow(3);
    for (let turn = 0; turn < 8; turn += 1) for (const { notary } of [two, one]) await notary.turn();
    expect(one.notary.report().counts.overtaken + two.notary.report().counts.overtaken).to.be.greaterThan(0);
    for (const { notary } of [one, two]) expect(notary.report().phase).to.equal('IDLE');
    await ground.expectWhole();
  });

  it('asks the next node when one does not answer, and says so when none does', async () => {
    const gate = await Gate.before(ground.anvil.url);
    const made = ground.notary({ settings: { rpc: ['http://127.0.0.1:9', gate.url] } });
    ground.ledger.grow(3);
    expect(await made.notary.turn()).to.equal('SENT');
    gate.isOpen = false;
    expect(await refusedBy(() => made.notary.turn())).to.deep.include({ code: 'UNAVAILABLE', reason: 'RPC' });
    gate.isOpen = true;
    await until(made.notary, 'IDLE');
    gate.stop();
    await ground.expectWhole();
  });

  it('writes to no other chain and to no other contract than those of its settings', async () => {
    const other = await Anvil.start(1_337);
    ground.ledger.grow(3);
    const elsewhere = ground.notary({ settings: { rpc: [other.url] } });
    const refused = { code: 'CONDITION_UNMET', condition: 'chain-id', have: 1_337, need: 31_337 };
    expect(await refusedBy(() => elsewhere.notary.turn())).to.deep.include(refused);
    const contract = ground.anvil.wallet(5).address;
    const nowhere = ground.notary({ settings: { contract } });
    expect(await refusedBy(() => nowhere.notary.turn())).to.deep.include({
      code: 'CONDITION_UNMET',
      condition: 'notary-contract',
      contract,
    });
    await other.stop();
  });

  it('writes to no contract of other code, though it answers the same questions', async () => {
    const made = ground.notary();
    ground.ledger.grow(3);
    const code = await ground.anvil.rpc<string>('eth_getCode', ground.contract, 'latest');
    const account = ground.anvil.wallet(1).address;
    const sent = await ground.anvil.rpc<string>('eth_getTransactionCount', account, 'latest');
    await ground.anvil.rpc('anvil_setCode', ground.contract, `${code}00`);
    const refused = {
      code: 'CONDITION_UNMET',
      condition: 'notary-contract-code',
      contract: ground.contract,
      have: createHash('sha256')
        .update(Buffer.from(`${code.slice(2)}00`, 'hex'))
        .digest('hex'),
      need: FACTS_NOTARY.digests.deployedBytecode,
    };
    expect(await refusedBy(() => made.notary.turn())).to.deep.include(refused);
    expect(made.journal.kept).to.equal(null);
    expect(await ground.anvil.rpc('eth_getTransactionCount', account, 'pending')).to.equal(sent);
    await ground.anvil.rpc('anvil_setCode', ground.contract, code);
    await until(made.notary, 'IDLE');
    await ground.expectWhole();
  });

  it('says that it is not registered, and that its balance is too small', async () => {
    ground.ledger.grow(3);
    const stranger = ground.notary({ account: 7 });
    expect(await refusedBy(() => stranger.notary.turn())).to.deep.include({ code: 'NOT_AUTHORISED', need: 'a registered notary' });
    const made = ground.notary();
    await ground.anvil.rpc('anvil_setBalance', ground.anvil.wallet(1).address, '0x1000');
    const refused = await refusedBy(() => made.notary.turn());
    expect(refused).to.deep.include({ code: 'CONDITION_UNMET', condition: 'notary-balance', have: '4096' });
    expect(made.journal.kept).to.equal(null);
    await ground.anvil.rpc('anvil_setBalance', ground.anvil.wallet(1).address, hex(10n ** 18n));
    await until(made.notary, 'IDLE');
    await ground.expectWhole();
  });

  it('says when a root on the chain is not that of its own ledger', async () => {
    const contract = ground.contractAs(ground.anvil.wallet(2));
    await contract.getFunction('notarise')(ground.channel, 0, 2, `0x${'0'.repeat(64)}`, `0x${'12'.repeat(32)}`);
    const made = ground.notary();
    ground.ledger.grow(6);
    await until(made.notary, 'IDLE');
    expect(made.alarms.join()).to.include('blocks 0 to 2 is not that of this ledger');
  });

  it('does not go on when the chain has more blocks than its ledger', async () => {
    const contract = ground.contractAs(ground.anvil.wallet(2));
    await contract.getFunction('notarise')(ground.channel, 0, 50, `0x${'0'.repeat(64)}`, `0x${'12'.repeat(32)}`);
    const made = ground.notary();
    const refused = { code: 'CONDITION_UNMET', condition: 'ledger-holds-notarised-blocks', notarised: 50, height: 1 };
    expect(await refusedBy(() => made.notary.turn())).to.deep.include(refused);
  });

  it('goes on after a fault at each of its steps, with another notary in its place', async () => {
    let steps = 0;
    for (let failing = 1; ; failing += 1) {
      let step = 0;
      const breaks = <T>(work: () => Promise<T>): Promise<T> => {
        step += 1;
        if (step === failing) throw new Fault('UNAVAILABLE', { reason: 'RPC' });
        return work();
      };
      const broken = (chain: RootChain): RootChain => ({
        place: chain.place,
        look: (root) => breaks(() => chain.look(root)),
        gasOf: (batch) => breaks(() => chain.gasOf(batch)),
        sign: (...parts) => breaks(() => chain.sign(...parts)),
        broadcast: (signed) => breaks(() => chain.broadcast(signed)).then((taken) => breaks(() => Promise.resolve(taken))),
        isKnown: (hash) => breaks(() => chain.isKnown(hash)),
        close: () => chain.close(),
      });
      const journal = new KeptJournal();
      const write = journal.write.bind(journal);
      journal.write = (sent) => breaks(() => write(sent)).then((written) => breaks(() => Promise.resolve(written)));
      ground.ledger.grow(3);
      const first = ground.notary({ journal, wrapped: broken });
      const failed = await refusedBy(() => until(first.notary, 'IDLE')).catch(() => null);
      journal.write = write;
      await until(ground.notary({ journal }).notary, 'IDLE');
      if (failed === null) break;
      steps = failing;
    }
    expect(steps).to.be.greaterThan(8);
    expect(await ground.roots()).to.have.length(steps + 1);
    await ground.expectWhole();
  });
});
