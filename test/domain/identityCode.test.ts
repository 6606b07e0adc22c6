import { isIdentityCode, isLei, isUscc, isVat, usccCheckCharacter } from '@tierline/chaincode/api';
import { expect } from 'chai';

describe('identityCode', () => {
  const uscc = [
    '9144030071526726XG',
    '914403001922038216',
    '91330100799655058B',
    '91110000802100433B',
    '91440300708461136T',
    '911100007109288314',
  ];
  const lei = ['21380068P1DRHMJ8KU70', '549300O897ZC5H7CY412', '851WYGNLUQLFZBSYGB56', '5493001KJTIIGC8Y1R12', 'INR2EJN1ERAN0W5ZP974'];

  it('accepts unified social credit codes in use', () => {
    for (const code of uscc) expect(isUscc(code), code).to.equal(true);
  });

  it('computes the check character of a unified social credit code', () => {
    for (const code of uscc) expect(usccCheckCharacter(code.slice(0, 17)), code).to.equal(code.charAt(17));
  });

  it('refuses a unified social credit code with any one character changed', () => {
    const right = '914403001922038216';
    for (let place = 0; place < right.length; place += 1) {
      const wrong = right.slice(0, place) + (right.charAt(place) === '7' ? '8' : '7') + right.slice(place + 1);
      expect(isUscc(wrong), wrong).to.equal(false);
    }
  });

  it('refuses what has not the shape of a unified social credit code', () => {
    const wrong = [
      '',
      '91440300192203821',
      '9144030019220382166',
      '914403001922038216 ',
      '9144030071526726xg',
      '9144030071526726OG',
      '91440300I922038216',
      '9１4403001922038216',
      '000000000000000000',
      '91A403001922038216',
      '914403001922038217',
    ];
    for (const code of wrong) expect(isUscc(code), code).to.equal(false);
  });

  it('accepts legal entity identifiers in use', () => {
    for (const code of lei) expect(isLei(code), code).to.equal(true);
  });

  it('refuses a legal entity identifier with one character changed or two neighbours swapped', () => {
    for (const wrong of ['21380068P1DRHMJ8KU71', '21380068P1DRHMJ8KU07', '21380068P1DRHJM8KU70', '31380068P1DRHMJ8KU70']) {
      expect(isLei(wrong), wrong).to.equal(false);
    }
  });

  it('refuses what has not the shape of a legal entity identifier', () => {
    const misshapen = [
      '',
      '21380068P1DRHMJ8KU7',
      '21380068P1DRHMJ8KU700',
      '21380068p1drhmj8ku70',
      '21380068P1DRHMJ8KUA0',
      '２1380068P1DRHMJ8KU70',
    ];
    for (const wrong of misshapen) {
      expect(isLei(wrong), wrong).to.equal(false);
    }
  });

  it('accepts a VAT number by its shape: two letters of a country, then 2 to 13 letters or digits', () => {
    for (const right of ['DE123456789', 'ATU12345678', 'NL820098395B01', 'EL123456789', 'GB12', 'XI1234567890123']) {
      expect(isVat(right), right).to.equal(true);
    }
    for (const wrong of ['', 'DE', 'DE1', 'de123456789', '1E123456789', 'DE 123456789', 'DE12345678901234', 'NL8200.98.395']) {
      expect(isVat(wrong), wrong).to.equal(false);
    }
  });

  it('judges a code by its own scheme', () => {
    expect(isIdentityCode('USCC', '914403001922038216')).to.equal(true);
    expect(isIdentityCode('LEI', '914403001922038216')).to.equal(false);
    expect(isIdentityCode('LEI', '21380068P1DRHMJ8KU70')).to.equal(true);
    expect(isIdentityCode('USCC', '21380068P1DRHMJ8KU70')).to.equal(false);
    expect(isIdentityCode('VAT', 'DE123456789')).to.equal(true);
    expect(isIdentityCode('LOCAL', 'VENDOR-0042')).to.equal(true);
    for (const wrong of ['', 'ABC', 'A'.repeat(41), 'VENDOR 42', 'vendor-42', 'VENDOR_42', 'VENDОR-42']) {
      expect(isIdentityCode('LOCAL', wrong), wrong).to.equal(false);
    }
  });
});
