import { expect } from 'chai';
import { NETWORK, World } from '../support/world';

describe('a channel for real money', () => {
  it('opens no DEMO program', async () => {
    let fault: unknown = null;
    try {
      await (await World.found({}, { ...NETWORK, production: true })).end();
    } catch (error) {
      fault = error;
    }
    expect(fault).to.include({ code: 'CONDITION_UNMET' }).and.to.have.nested.property('details.condition', 'demo-off-production');
  });

  it('opens a REAL program, whose clock is the real one', async () => {
    const world = await World.found({ mode: 'REAL', clockOffsetDays: 0 }, { ...NETWORK, production: true });
    expect(await world.record('PROGRAM-HEAD', 'DEMO-CNY', '')).to.include({ mode: 'REAL', clockOffsetDays: 0 });
    await world.end();
  });
});
