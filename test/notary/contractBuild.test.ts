import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { compiledContract } from '../support/solidity';

const CLIENT_APP = join(__dirname, '../../../client-app');

describe('the contract that keeps the roots', () => {
  it('is compiled to the ABI and the code that are committed, byte for byte', () => {
    const committed: unknown = JSON.parse(readFileSync(join(CLIENT_APP, 'src/adapters/evm/FactsNotary.json'), 'utf8'));
    const compiled = compiledContract(join(CLIENT_APP, 'notary/FactsNotary.sol'));
    expect(JSON.parse(JSON.stringify(compiled))).to.deep.equal(committed);
  });
});
