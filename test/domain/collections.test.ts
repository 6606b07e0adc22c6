import { allOf, anyOf, chaincodeEndorsement, collectionConfigs, outOf, type NetworkDefinition } from '@tierline/chaincode/api';
import { expect } from 'chai';

const program = (id: string, banks: readonly string[]) => ({
  id,
  host: 'OpMSP',
  core: 'CoreMSP',
  banks,
  settlementBank: banks[0] ?? '',
  regulator: 'RegMSP',
});

const NETWORK: NetworkDefinition = {
  channel: 'c',
  chaincode: 'x',
  production: false,
  organisations: [
    { name: 'OPERATOR', msp: 'OpMSP', role: 'operator' },
    { name: 'CORE', msp: 'CoreMSP', role: 'core' },
    { name: 'OTHER-CORE', msp: 'OtherMSP', role: 'core' },
    { name: 'BANK-A', msp: 'BankAMSP', role: 'bank' },
    { name: 'BANK-B', msp: 'BankBMSP', role: 'bank' },
    { name: 'REGULATOR', msp: 'RegMSP', role: 'regulator' },
  ],
  programs: [program('PRG-0001', ['BankAMSP', 'BankBMSP']), program('PRG-0002', ['BankAMSP'])],
};

describe('collections', () => {
  it('follow from the network: keys of fingerprints, one of each program, one of each bank and host', () => {
    expect(collectionConfigs(NETWORK).map(({ name, members, endorsement }) => [name, members, endorsement])).to.deep.equal([
      ['FPKEY', ['OpMSP', 'CoreMSP', 'OtherMSP', 'RegMSP'], chaincodeEndorsement(NETWORK)],
      ['PROGRAM-PRG-0001', ['OpMSP', 'CoreMSP', 'BankAMSP', 'BankBMSP', 'RegMSP'], outOf(2, 'OpMSP', 'CoreMSP', 'RegMSP')],
      ['PROGRAM-PRG-0002', ['OpMSP', 'CoreMSP', 'BankAMSP', 'RegMSP'], outOf(2, 'OpMSP', 'CoreMSP', 'RegMSP')],
      ['PAIR-BankAMSP-OpMSP', ['BankAMSP', 'OpMSP', 'RegMSP'], allOf('BankAMSP', 'OpMSP')],
      ['PAIR-BankBMSP-OpMSP', ['BankBMSP', 'OpMSP', 'RegMSP'], allOf('BankBMSP', 'OpMSP')],
    ]);
  });

  it('are read and written by members only, held by a second peer before ordering, and never removed', () => {
    for (const { name, members, ...terms } of collectionConfigs(NETWORK)) {
      const { endorsement: _endorsement, ...kept } = terms;
      expect(kept, name).to.deep.equal({
        memberOnlyRead: true,
        memberOnlyWrite: true,
        requiredPeerCount: 1,
        maxPeerCount: members.length - 1,
        blockToLive: 0,
      });
    }
  });

  it('never show a bank the prices of another, nor any bank the keys of the fingerprints', () => {
    const seenBy = (bank: string) =>
      collectionConfigs(NETWORK)
        .filter(({ members }) => members.includes(bank))
        .map(({ name }) => name);
    expect(seenBy('BankBMSP')).to.deep.equal(['PROGRAM-PRG-0001', 'PAIR-BankBMSP-OpMSP']);
    expect(seenBy('OtherMSP')).to.deep.equal(['FPKEY']);
  });

  it('leave public keys to an operator with a core or the regulator', () => {
    expect(chaincodeEndorsement(NETWORK)).to.deep.equal(allOf(anyOf('OpMSP'), anyOf('CoreMSP', 'OtherMSP', 'RegMSP')));
  });
});
