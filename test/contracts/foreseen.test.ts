import { join } from 'node:path';
import { expect } from 'chai';
import type { foreseen as Foreseen } from '../../chaincode/src/state/foreseen';

/** What lies beneath the contracts is not exported: it is taken from where it is built. */
const BUILT = join(__dirname, '../../../chaincode/dist/state/foreseen.js');

describe('a read that is begun before its turn', () => {
  let foreseen: typeof Foreseen;

  before(async () => {
    ({ foreseen } = (await import(BUILT)) as { readonly foreseen: typeof Foreseen });
  });

  it('fails where it is needed, however late that is', async () => {
    const reading = foreseen(Promise.reject(new Error('not held')));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const told = await reading.then(
      () => 'read',
      (error: unknown) => String(error),
    );
    expect(told).to.equal('Error: not held');
  });

  it('disturbs nobody when it fails and nobody needs it', async () => {
    const heard: unknown[] = [];
    const listener = (reason: unknown): void => void heard.push(reason);
    process.on('unhandledRejection', listener);
    void foreseen(Promise.reject(new Error('not needed')));
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', listener);
    expect(heard).to.deep.equal([]);
  });
});
