import { expect } from 'chai';
import { backOffMs } from '@tierline/client-app/dist/adapters/fabric/backOff';
import { CallGate } from '@tierline/client-app/dist/adapters/callGate';
import { Expected } from '@tierline/client-app/dist/adapters/fabric/expected';
import { refusal } from '../../conformance/fixture';
import { block, transaction } from './chain';

const seen = (...ids: readonly string[]) => ({ block: block(3, ...ids.map((id) => transaction(id))), touched: new Map() });

describe('waiting for a transaction', () => {
  it('ends when its block comes, before or after somebody asks', async () => {
    const expected = new Expected();
    const [early, late] = [expected.wait('a'), expected.wait('b')];
    const asked = early.within(10_000);
    expected.tell(seen('x', 'a', 'b'));
    expect((await asked)?.transaction.id).to.equal('a');
    expect((await late.within(0))?.transaction.id).to.equal('b');
    expect(expected.size).to.equal(0);
  });

  it('counts the first of two transactions with one id', async () => {
    const expected = new Expected();
    const waiting = expected.wait('a');
    expected.tell({ block: block(3, transaction('a'), transaction('a', { code: 'DUPLICATE_TXID' })), touched: new Map() });
    expect((await waiting.within(0))?.transaction.code).to.equal('VALID');
  });

  it('ends without it when the time is over, and goes on if somebody asks again', async () => {
    const expected = new Expected();
    const waiting = expected.wait('a');
    expect(await waiting.within(5)).to.equal(null);
    expected.tell(seen('a'));
    expect((await waiting.within(0))?.transaction.id).to.equal('a');
  });

  it('leaves nothing behind when it is given up', async () => {
    const expected = new Expected();
    const [one, other] = [expected.wait('a'), expected.wait('a')];
    one.end();
    expect(expected.size).to.equal(1);
    const asked = other.within(10_000);
    expected.endAll();
    expect(await asked).to.equal(null);
    expect(expected.size).to.equal(0);
  });
});

describe('trying again', () => {
  it('waits longer each time, never more than ten seconds, never the same', () => {
    for (const [failures, most] of [
      [0, 250],
      [1, 500],
      [4, 4_000],
      [6, 10_000],
      [1_000, 10_000],
    ] as const) {
      const waits = Array.from({ length: 20 }, () => backOffMs(failures));
      expect(Math.max(...waits)).to.be.at.most(most);
      expect(Math.min(...waits)).to.be.at.least(most / 2);
    }
  });
});

describe('the gate of a ledger', () => {
  it('refuses calls once it is shut, and waits for those under way', async () => {
    const gate = new CallGate(3, null);
    let finish = (): void => undefined;
    const call = gate.admitted(() => new Promise<string>((resolve) => (finish = () => resolve('done'))));
    const shut = gate.shut();
    expect(
      (
        await refusal(
          gate.admitted(() => Promise.resolve('late')),
          'UNAVAILABLE',
        )
      ).details['reason'],
    ).to.equal('CLOSED');
    finish();
    expect(await call).to.equal('done');
    await shut;
  });

  it('refuses the call that is one too many', async () => {
    const gate = new CallGate(3, null);
    let finish = (): void => undefined;
    const until = new Promise<void>((resolve) => (finish = resolve));
    const calls = Array.from({ length: 3 }, () => gate.admitted(() => until));
    expect(
      (
        await refusal(
          gate.admitted(() => until),
          'UNAVAILABLE',
        )
      ).details['reason'],
    ).to.equal('QUEUE_FULL');
    finish();
    await Promise.all(calls);
  });

  it('waits no longer than it was told for calls that do not end', async () => {
    const gate = new CallGate(1, 5);
    void gate.admitted(() => new Promise(() => undefined));
    await gate.shut();
    const late = await refusal(
      gate.admitted(() => Promise.resolve('late')),
      'UNAVAILABLE',
    );
    expect(late.details['reason']).to.equal('CLOSED');
  });
});
