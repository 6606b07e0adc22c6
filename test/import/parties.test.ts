import { expect } from 'chai';
import fc from 'fast-check';
import { usccCheckCharacter } from '@tierline/chaincode/api';
import { localIdentity, readCode } from '@tierline/client-app/dist/app/import/partyIdentity';
import { detailsOf, readLines, readText, refusals } from './support';

const LEI = '5493001KJTIIGC8Y1R12';
const CODED = 'Invoice No,Date,Supplier,Supplier Code,Buyer,Currency,Amount';

describe('The companies of a file', () => {
  it('get a LOCAL identity when they have no code, the same however their name is spaced, cased or widened', () => {
    const same = ['Lanxi (Group) Ltd', ' lanxi  (GROUP) ltd', 'Lanxi （Group） Ltd'].map((name) => localIdentity(name, ''));
    expect(new Set(same.map(({ value }) => value)).size).to.equal(1);
    expect(same[0]?.scheme).to.equal('LOCAL');
    expect(same[0]?.value).to.match(/^LANXI-GROUP-LTD-[0-9A-F]{12}$/);
    expect(localIdentity('兰溪铸造', '').value).to.match(/^LOCAL-[0-9A-F]{12}$/);
    expect(localIdentity('Lanxi Group Ltd.', '').value).not.to.equal(same[0]?.value);
  });

  it('get ids of 4 to 40 allowed characters, whatever their names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), fc.string(), (name, scope) => {
        expect(localIdentity(name, scope).value).to.match(/^[A-Z0-9-]{4,40}$/);
      }),
    );
  });

  const codes: readonly (readonly [string, ReturnType<typeof readCode>])[] = [
    [LEI, { scheme: 'LEI', value: LEI }],
    ['5493 001k jtii gc8y 1r12', { scheme: 'LEI', value: LEI }],
    ['5493001KJTIIGC8Y1R13', 'mistyped'],
    ['DE 990000112', { scheme: 'VAT', value: 'DE990000112' }],
    ['NL990000334B01', { scheme: 'VAT', value: 'NL990000334B01' }],
    ['CUSTOMER01', 'own number'],
    ['3993-QUNVJ', 'own number'],
    ['DEALER12', 'own number'],
  ];
  for (const [code, reading] of codes) {
    it(`have the code ${code}: ${typeof reading === 'string' ? reading : reading.scheme}`, () => {
      expect(readCode(code)).to.deep.equal(reading);
    });
  }

  it('have a unified social credit code when its check character is right', () => {
    const first17 = '91990000MA0QH0001';
    const right = first17 + usccCheckCharacter(first17);
    expect(readCode(right)).to.deep.equal({ scheme: 'USCC', value: right });
    expect(readCode(`${first17}${right.endsWith('0') ? '1' : '0'}`)).to.equal('mistyped');
  });

  it('are one by code, though their names differ; other codes beside a name are not looked at', () => {
    const file = readText(
      [
        CODED,
        `1,2026-01-31,Acme,${LEI},Core,CNY,1.00`,
        `2,2026-01-31,Acme Limited,${LEI},Core,CNY,1.00`,
        '3,2026-01-31,Bolt,V-100,Core,CNY,1.00',
        '4,2026-01-31,Bolt,,Core,CNY,1.00',
      ].join('\n'),
    );
    expect(file.parties.map(({ id, name, side }) => [id.slice(0, 24), name, side])).to.deep.equal([
      [localIdentity('Core', '').value, 'Core', 'debtor'],
      [`LEI-${LEI}`, 'Acme', 'creditor'],
      [localIdentity('Bolt', '').value, 'Bolt', 'creditor'],
    ]);
    expect(file.documents.map(({ creditor }) => creditor)).to.deep.equal([
      `LEI:${LEI}`,
      `LEI:${LEI}`,
      `LOCAL:${localIdentity('Bolt', '').value}`,
      `LOCAL:${localIdentity('Bolt', '').value}`,
    ]);
  });

  it('are refused with a mistyped registration code', () => {
    const file = readText([CODED, '1,2026-01-31,Acme,5493001KJTIIGC8Y1R13,Core,CNY,1.00'].join('\n'));
    expect(refusals(file)).to.deep.equal([[2, 'creditorCode', 'MALFORMED']]);
  });

  it('named only by a customer number are local to the company whose numbers these are', () => {
    const idIn = (name: string): string | undefined =>
      readText('Invoice No,Date,Customer ID,Amount\n1,2026-01-31,12621,1.00\n', { currency: 'GBP', counterparty: { name } }).parties[1]?.id;
    expect(idIn('Alpha')).to.match(/^12621-/);
    expect(idIn('Alpha')).to.equal(idIn('ALPHA'));
    expect(idIn('Alpha')).not.to.equal(idIn('Beta'));
  });

  it("are the program's own where the file has no column for it, or has its name", () => {
    const counterparty = { name: 'Core Works', code: LEI, id: 'CORE-WORKS' };
    const without = readText('Invoice No,Date,Supplier,Amount\n1,2026-01-31,A,1.00\n', { currency: 'CNY', counterparty });
    const named = readText('Invoice No,Date,Supplier,Buyer,Amount\n1,2026-01-31,A,core  WORKS,1.00\n', { currency: 'CNY', counterparty });
    const own = { key: `LEI:${LEI}`, id: 'CORE-WORKS', name: 'Core Works', identity: { scheme: 'LEI', value: LEI }, side: 'debtor' };
    expect(without.parties[0]).to.deep.equal(own);
    expect(named.parties[0]).to.deep.equal(own);
  });

  it("make the file refused when the program's own has a wrong code", () => {
    const counterparty = { name: 'Core', code: '5493001KJTIIGC8Y1R13' };
    expect(
      detailsOf(() => readText('Invoice No,Date,Supplier,Amount\n1,2026-01-31,A,1.00\n', { currency: 'CNY', counterparty })),
    ).to.include({ code: 'MALFORMED', field: 'debtorCode' });
  });

  const refusedNames: readonly (readonly [string, string])[] = [
    ['', 'missing'],
    ['NA', 'missing'],
    [' - ', 'missing'],
    ['Redacted Personal Data', 'redacted'],
    ['***', 'redacted'],
    ['A'.repeat(201), 'more than 200'],
    ['Ac\u0000me', 'cannot be seen'],
    ['Ac\u202eme', 'cannot be seen'],
    ['Ac\u200bme', 'cannot be seen'],
    ['Ac\ufffdme', 'cannot be seen'],
    ['core', 'same company'],
  ];
  for (const [name, reason] of refusedNames) {
    it(`are refused with the name ${JSON.stringify(name.slice(0, 24))}: ${reason}`, () => {
      const file = readLines(['A-1,2026-01-31,,Good,Core,CNY,1.00', `A-2,2026-01-31,,${name},Core,CNY,1.00`]);
      expect(refusals(file)).to.deep.equal([[3, 'creditor', 'MALFORMED']]);
      expect(file.refused[0]?.message).to.include(reason);
    });
  }

  for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '\tA', '＝1+1', '＠A']) {
    it(`keep a name that a spreadsheet takes for a formula, with a note: ${JSON.stringify(name)}`, () => {
      const file = readLines([`A-1,2026-01-31,,${name},Core,CNY,1.00`]);
      expect(file.parties[1]?.name).to.equal(name.trim());
      expect(file.notes.map(({ told }) => told).join(' '))
        .to.include('like a spreadsheet formula')
        .and.include(name.trim());
    });
  }

  it('are composed (NFC), may have rare characters, and are noted when they look alike or mix alphabets', () => {
    const file = readLines([
      'A-1,2026-01-31,,Cafe\u0301 Nord,Core,CNY,1.00',
      'A-2,2026-01-31,,Café Nord.,Core,CNY,1.00',
      'A-3,2026-01-31,,P\u0430pier Ltd,Core,CNY,1.00',
      'A-4,2026-01-31,,𠮷田,Core,CNY,1.00',
    ]);
    expect(file.parties.map(({ name }) => name)).to.deep.equal(['Core', 'Café Nord', 'Café Nord.', 'P\u0430pier Ltd', '𠮷田']);
    expect(file.notes.map(({ told }) => told).join(' '))
      .to.include('"Café Nord."')
      .and.include('mix Latin letters')
      .and.include('5 companies without a registration code');
  });

  it('are proposed only when a document or an open credit needs them', () => {
    const file = readLines(['A-1,2026-01-31,,Acme,Core,CNY,1.00', 'A-2,2026-01-31,,Bolt,Core,CNY,one']);
    expect(file.parties.map(({ name }) => name)).to.deep.equal(['Core', 'Acme']);
  });
});
