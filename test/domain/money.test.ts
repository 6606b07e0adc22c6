import {
  CURRENCY_EXPONENTS,
  exponentOf,
  formatAmount,
  isCurrency,
  mulDivFloor,
  mulDivRoundHalfUp,
  parseAmount,
  sum,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { refusal } from './refusal';

describe('money', () => {
  describe('an amount is read as minor units of its currency', () => {
    const read: readonly [text: string, currency: string, minor: bigint][] = [
      ['12500', 'CNY', 1_250_000n],
      ['12500.5', 'CNY', 1_250_050n],
      ['12500.05', 'CNY', 1_250_005n],
      ['-12500.05', 'CNY', -1_250_005n],
      ['0', 'CNY', 0n],
      ['00', 'CNY', 0n],
      ['-0', 'CNY', 0n],
      ['-1', 'CNY', -100n],
      ['007.10', 'CNY', 710n],
      ['1500', 'JPY', 1_500n],
      ['1.234', 'KWD', 1_234n],
      ['1.2', 'KWD', 1_200n],
      ['1.2345', 'CLF', 12_345n],
      ['9007199254740993', 'CNY', 900_719_925_474_099_300n],
      ['1000000000000000000', 'JPY', 10n ** 18n],
      ['10000000000000000.00', 'CNY', 10n ** 18n],
    ];
    for (const [text, currency, minor] of read) {
      it(`${currency} ${text} is ${minor}`, () => expect(parseAmount(text, currency)).to.equal(minor));
    }
  });

  describe('an amount that could be read in two ways, or not at all, is refused with the limit it breaks', () => {
    const shape = '-?digits[.digits]';
    const refused: readonly [text: string, currency: string, limit: string | number][] = [
      ['', 'CNY', shape],
      [' ', 'CNY', shape],
      ['+1', 'CNY', shape],
      ['--1', 'CNY', shape],
      ['-', 'CNY', shape],
      ['0x10', 'CNY', shape],
      ['1e3', 'CNY', shape],
      ['1e309', 'CNY', shape],
      ['NaN', 'CNY', shape],
      ['Infinity', 'CNY', shape],
      ['.5', 'CNY', shape],
      ['5.', 'CNY', shape],
      ['1.2.3', 'CNY', shape],
      ['1,000', 'CNY', shape],
      ['1,5', 'CNY', shape],
      ['1 000', 'CNY', shape],
      [' 1', 'CNY', shape],
      ['1 ', 'CNY', shape],
      ['1\n', 'CNY', shape],
      ['１２', 'CNY', shape],
      ['١٢', 'CNY', shape],
      ['1_000', 'CNY', shape],
      ['−1', 'CNY', shape],
      ['(1)', 'CNY', shape],
      ['CNY 1', 'CNY', shape],
      ['1'.repeat(400), 'CNY', shape],
      ['1.005', 'CNY', 2],
      ['1.500', 'CNY', 2],
      ['1.0', 'JPY', 0],
      ['1.2345', 'KWD', 3],
      ['1000000000000000001', 'JPY', '1000000000000000000'],
      ['10000000000000000.01', 'CNY', '1000000000000000000'],
      ['9223372036854775808', 'JPY', '1000000000000000000'],
      ['-9223372036854775808', 'JPY', '1000000000000000000'],
      ['18446744073709551616', 'CNY', '1000000000000000000'],
    ];
    for (const [text, currency, limit] of refused) {
      it(`${currency} ${JSON.stringify(text.slice(0, 24))}`, () => {
        expect(refusal(() => parseAmount(text, currency))).to.deep.equal({
          code: 'MALFORMED',
          details: { field: 'amount', value: text.slice(0, 40), limit },
        });
      });
    }
  });

  describe('an amount is written with all its minor digits and a comma between thousands', () => {
    const written: readonly [minor: bigint, currency: string, text: string][] = [
      [1_250_000n, 'CNY', '12,500.00'],
      [0n, 'CNY', '0.00'],
      [5n, 'CNY', '0.05'],
      [-5n, 'CNY', '-0.05'],
      [100n, 'CNY', '1.00'],
      [99_999n, 'CNY', '999.99'],
      [100_000n, 'CNY', '1,000.00'],
      [-123_456_789n, 'CNY', '-1,234,567.89'],
      [0n, 'JPY', '0'],
      [1_234_567n, 'JPY', '1,234,567'],
      [1_234n, 'KWD', '1.234'],
      [12_345_678n, 'KWD', '12,345.678'],
      [10n ** 18n, 'CNY', '10,000,000,000,000,000.00'],
    ];
    for (const [minor, currency, text] of written) {
      it(`${minor} of ${currency} is ${text}`, () => expect(formatAmount(minor, currency)).to.equal(text));
    }
  });

  it('knows the currencies in use and how many digits their minor unit has', () => {
    const known = {
      BHD: 3,
      CLF: 4,
      CNY: 2,
      EUR: 2,
      GBP: 2,
      HUF: 2,
      IQD: 3,
      ISK: 0,
      JPY: 0,
      KRW: 0,
      KWD: 3,
      MGA: 2,
      TND: 3,
      USD: 2,
      UYW: 4,
      VND: 0,
    };
    for (const [code, exponent] of Object.entries(known)) expect(exponentOf(code), code).to.equal(exponent);
    expect(Object.keys(CURRENCY_EXPONENTS)).to.have.length(165);
    expect(['XCG', 'SLE', 'ZWG', 'VED', 'XAD'].every(isCurrency), 'the newest codes').to.equal(true);
  });

  it('knows neither withdrawn codes, nor codes without a minor unit, nor anything else', () => {
    const unknown = [
      'HRK',
      'BGN',
      'ANG',
      'CUC',
      'SLL',
      'ZWL',
      'DEM',
      'XAU',
      'XDR',
      'XXX',
      'XTS',
      'cny',
      '',
      ' CNY',
      'constructor',
      'toString',
    ];
    for (const code of unknown) {
      expect(isCurrency(code), code).to.equal(false);
      expect(
        refusal(() => parseAmount('1', code)),
        code,
      ).to.deep.equal({ code: 'MALFORMED', details: { field: 'currency', value: code.slice(0, 8), limit: 'ISO 4217' } });
    }
  });

  it('rounds a quotient down, or half up, as the name says', () => {
    const cases: readonly [a: bigint, b: bigint, d: bigint, floor: bigint, halfUp: bigint][] = [
      [1n, 1n, 2n, 0n, 1n],
      [1n, 1n, 3n, 0n, 0n],
      [2n, 1n, 3n, 0n, 1n],
      [3n, 1n, 2n, 1n, 2n],
      [5n, 1n, 2n, 2n, 3n],
      [4n, 1n, 10n, 0n, 0n],
      [5n, 1n, 10n, 0n, 1n],
      [0n, 7n, 3n, 0n, 0n],
      [6n, 7n, 42n, 1n, 1n],
      [10n ** 18n, 10n ** 18n, 10n ** 18n, 10n ** 18n, 10n ** 18n],
    ];
    for (const [a, b, d, floor, halfUp] of cases) {
      expect(mulDivFloor(a, b, d), `${a} x ${b} / ${d}`).to.equal(floor);
      expect(mulDivRoundHalfUp(a, b, d), `${a} x ${b} / ${d}`).to.equal(halfUp);
    }
  });

  it('holds that nothing negative and no zero divisor is ever rounded', () => {
    for (const divide of [mulDivFloor, mulDivRoundHalfUp]) {
      for (const [a, b, d] of [
        [-1n, 1n, 1n],
        [1n, -1n, 1n],
        [1n, 1n, 0n],
        [1n, 1n, -1n],
      ] as const) {
        expect(() => divide(a, b, d)).to.throw('broken invariant');
      }
    }
  });

  it('adds amounts up', () => {
    expect(sum([])).to.equal(0n);
    expect(sum([1n, -3n, 10n ** 18n])).to.equal(10n ** 18n - 2n);
    expect(sum(new Set([1n, 2n]))).to.equal(3n);
  });
});
