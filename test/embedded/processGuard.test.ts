import { expect } from 'chai';
import { Child } from './child';

describe('the process guard', () => {
  for (const order of ['guard first', 'shim first']) {
    for (const kind of ['throw', 'reject']) {
      it(`ends the process with exit code 70 and one line, ${order}, on a ${kind}`, async () => {
        const child = new Child('crashing', order, kind);
        expect(await child.ended()).to.equal(70);
        expect(child.lines()).to.deep.equal([]);
        expect(child.lines('stderr')).to.have.lengthOf(1);
        expect(child.lines('stderr')[0]).to.contain('Error: first line second line');
      });
    }
  }

  it("is needed: without it Fabric's libraries let a process live on after an error", async () => {
    const child = new Child('crashing', 'unguarded', 'throw');
    expect(await child.ended()).to.equal(0);
    expect(child.lines().at(-1)).to.equal('still alive');
  });
});
