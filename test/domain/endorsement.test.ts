import {
  allOf,
  anyOf,
  askRule,
  clockRule,
  fingerprintRule,
  organisationsOf,
  outOf,
  registerRule,
  satisfies,
  scheduleRule,
  tokenRule,
  type Endorsement,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { PROGRAM } from '../support/domainRecords';

const { hostMsp: host, coreMsp: core, settlementBankMsp: settles, regulatorMsp: regulator } = PROGRAM;

describe('endorsement rule', () => {
  const cases: readonly [what: string, rule: Endorsement, enough: readonly string[][], short: readonly string[][]][] = [
    ['one organisation', 'A', [['A'], ['B', 'A']], [[], ['B']]],
    [
      'all of two',
      allOf('A', 'B'),
      [
        ['A', 'B'],
        ['A', 'B', 'C'],
      ],
      [['A'], ['B'], ['C', 'D']],
    ],
    ['one of two', anyOf('A', 'B'), [['A'], ['B']], [[], ['C']]],
    [
      'two of three',
      outOf(2, 'A', 'B', 'C'),
      [
        ['A', 'B'],
        ['A', 'C'],
        ['B', 'C'],
      ],
      [['A'], ['A', 'D']],
    ],
    [
      'nested',
      allOf('A', anyOf('B', outOf(2, 'C', 'D', 'E'))),
      [
        ['A', 'B'],
        ['A', 'C', 'E'],
      ],
      [
        ['A', 'C'],
        ['B', 'C', 'D'],
      ],
    ],
    [
      'a schedule once confirmed',
      scheduleRule(PROGRAM),
      [
        [core, settles],
        [core, regulator],
        [settles, regulator],
      ],
      [[core], [host, core]],
    ],
    [
      'a token',
      tokenRule('BankBMSP', PROGRAM),
      [
        ['BankBMSP', core],
        ['BankBMSP', regulator],
      ],
      [['BankBMSP'], [core, regulator], [host, core]],
    ],
    ['an ask', askRule(host), [[host]], [[core, regulator]]],
    [
      'a fingerprint',
      fingerprintRule(PROGRAM),
      [
        [host, core],
        [host, regulator],
      ],
      [[host], [core, regulator]],
    ],
    ['the clock', clockRule(PROGRAM), [[host, settles]], [[host], [settles], [host, core]]],
    ['the register', registerRule('O', 'R'), [['O', 'R']], [['O'], ['R']]],
  ];
  for (const [what, rule, enough, short] of cases) {
    it(`of ${what} holds with enough of the right organisations and with no others`, () => {
      for (const endorsers of enough) expect(satisfies(rule, new Set(endorsers)), endorsers.join()).to.equal(true);
      for (const endorsers of short) expect(satisfies(rule, new Set(endorsers)), endorsers.join()).to.equal(false);
    });
  }

  it('names its organisations each once, in order of appearance', () => {
    expect(organisationsOf(allOf('B', anyOf('A', 'B'), outOf(1, 'C')))).to.deep.equal(['B', 'A', 'C']);
    expect(organisationsOf('A')).to.deep.equal(['A']);
  });
});
