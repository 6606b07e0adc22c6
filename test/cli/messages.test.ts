import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, FAULTS, RULES, type FaultCode, type FaultDetails } from '@tierline/chaincode/api';
import { explain } from '@tierline/client-app/dist/app/messages';
import { CONDITIONS } from '@tierline/client-app/dist/app/messages/conditions';
import { unavailableText } from '@tierline/client-app/dist/app/messages/unavailable';
import { expect } from 'chai';

const CODES = Object.keys(FAULTS) as FaultCode[];

const TABLE: readonly (readonly [FaultCode, FaultDetails, string])[] = [
  [
    'MALFORMED',
    { field: '--due', value: '2026-02-30', limit: 'a date is YYYY-MM-DD and exists' },
    '--due "2026-02-30" is not accepted: a date is YYYY-MM-DD and exists.',
  ],
  ['MALFORMED', { field: '--due', reason: 'MISSING', mend: 'see --help' }, '--due is missing: see --help.'],
  ['MALFORMED', { problems: [{ field: 'claims.0.dueDate', problem: 'no date' }] }, 'claims.0.dueDate: no date.'],
  ['NOT_AUTHORISED', { need: 'owner of the token' }, 'Not allowed: this needs owner of the token.'],
  [
    'REQUEST_REPLAYED_DIFFERENT',
    { differs: ['payee', 'amountMinor'] },
    'This request id was used before with something else (payee or amountMinor differs): use a new request id.',
  ],
  [
    'NOT_FOUND',
    { kind: 'token', id: 'SCH-0001-01:0-5' },
    'There is no token SCH-0001-01:0-5, or your organisation does not know of it: check the id.',
  ],
  ['NOT_FOUND', { identity: 'maker@X' }, 'There is nobody called maker@X: see "tierline users".'],
  [
    'DOCUMENT_ALREADY_USED',
    { state: 'REGISTERED' },
    'A document of the same issuer, type, number and year backs another claim already (state REGISTERED): it cannot be used a second time.',
  ],
  ['WRONG_STATE', { current: 'SUBMITTED', allowed: ['CHECKED'] }, 'It is SUBMITTED; this needs CHECKED.'],
  [
    'WRONG_STATE',
    { current: 'PAYMENT_WAITING', allowed: [] },
    'Money has arrived for this token and is not paid out yet: redeem it first.',
  ],
  [
    'WRONG_STATE',
    { current: 'LOCKED', allowed: ['ACTIVE'], lockedBy: 'ASK-0001' },
    'The token is held by ASK-0001: finish or withdraw that first.',
  ],
  [
    'POLICY_REFUSED',
    { rule: 'hard-tenor-months', version: 1, figure: 12, found: '2028-01-01' },
    'The due date 2028-01-01 must be after today and within 12 months (rule hard-tenor-months, version 1).',
  ],
  ['AMOUNT_EXCEEDS', { have: '100', need: '250' }, '2.50 CNY are needed and there are only 1.00 CNY: change the amount.'],
  [
    'AMOUNT_EXCEEDS',
    { limit: 'minimum', have: '100', need: '10000' },
    "A part of 1.00 CNY is below the program's minimum of 100.00 CNY: take more, or all of the token.",
  ],
  ['LIMIT_EXCEEDED', { have: '100', need: '250' }, 'The limit leaves 1.00 CNY and 2.50 CNY are needed: raise the limit or take less.'],
  [
    'TIER_TOO_DEEP',
    { have: 4, need: 5, limit: 4 },
    'The payee would be of tier 5 and the program allows 4: hold the token to its due date, or sell it to a bank.',
  ],
  [
    'CONDITION_UNMET',
    { condition: 'payee-is-not-debtor' },
    'The payee is the debtor himself: a token cannot be passed to the one who owes it.',
  ],
  [
    'UNAVAILABLE',
    { reason: 'HELD', heldBy: 7, command: 'tierline work', since: '2026-03-02T09:00:00Z', directory: '/x' },
    'The ledger in /x is held by process 7 (tierline work) since 2026-03-02T09:00:00Z: wait until it ends, or end it.',
  ],
  ['UNAVAILABLE', { file: 'a.json', reason: 'ENOENT' }, 'The file a.json cannot be used: it does not exist. Check the path.'],
  [
    'UNAVAILABLE',
    { file: '/x', reason: 'ENOSPC', mend: 'make room on the disk, then start again' },
    '/x cannot be used: the disk is full; make room on the disk, then start again.',
  ],
  [
    'COMMIT_UNKNOWN',
    { transactionId: 'ab12', file: '/x', reason: 'ENOSPC', mend: 'make room on the disk, then start again' },
    'It is not known yet whether transaction ab12 was committed, because /x cannot be written (the disk is full): ' +
      'make room on the disk, then start again, and look it up before you repeat it.',
  ],
  [
    'UNAVAILABLE',
    { reason: 'READ_MODEL', problem: 'MALFORMED_URL' },
    'DATABASE_URL is not the address of a database: write it as postgres://user:password@host:5432/database.',
  ],
  [
    'UNAVAILABLE',
    { reason: 'READ_MODEL', problem: 'UNREACHABLE' },
    'The database of DATABASE_URL does not answer: see that PostgreSQL runs there, and that host and port are right.',
  ],
  [
    'UNAVAILABLE',
    { reason: 'READ_MODEL', problem: 'WRONG_PASSWORD' },
    'The database of DATABASE_URL refuses the password: correct it in DATABASE_URL.',
  ],
  [
    'UNAVAILABLE',
    { reason: 'READ_MODEL', problem: 'NO_DATABASE' },
    'The database that DATABASE_URL names does not exist: make it with createdb, or name another.',
  ],
  [
    'UNAVAILABLE',
    { reason: 'READ_MODEL', problem: 'NEWER_SCHEMA', schema: 'tierline', have: 3, know: 1 },
    'A newer version of this program made the read model (form 3, this one knows 1): start that version.',
  ],
  [
    'UNAVAILABLE',
    { reason: 'READ_MODEL', problem: 'DISK_FULL' },
    'The disk of the read model is full: make room, then try again; the ledger is not touched.',
  ],
  [
    'UNAVAILABLE',
    {
      reason: 'READ_MODEL',
      problem: 'HELD',
      directory: '/x/readmodel',
      heldBy: 7,
      command: 'tierline start',
      since: '2026-03-02T09:00:00Z',
    },
    'The read model in /x/readmodel is held by process 7 (tierline start) since 2026-03-02T09:00:00Z: wait until it ends, or end it.',
  ],
  [
    'UNAVAILABLE',
    { reason: 'READ_MODEL', problem: 'DAMAGED', directory: '/x/readmodel' },
    'The read model in /x/readmodel is damaged: "tierline rebuild" makes it again from the ledger, which is not touched.',
  ],
  [
    'UNAVAILABLE',
    { reason: 'READ_MODEL', problem: 'OTHER_VERSION', directory: '/x/readmodel', have: '17', know: '18' },
    'The read model in /x/readmodel is of PostgreSQL 17 and this program has 18: "tierline rebuild" makes it again from the ledger, which is not touched.',
  ],
  [
    'UNAVAILABLE',
    { reason: 'READ_MODEL', problem: 'GAP', block: 7, expected: 5 },
    'The blocks that the peer gives are not those of the ledger that was read (block 7 came and block 5 was expected): nothing more is read; ask another peer.',
  ],
];

describe('the words for refusals', () => {
  for (const [code, details, words] of TABLE) {
    it(`say of ${code} ${JSON.stringify(details)}: ${words}`, () => {
      expect(explain(new Fault(code, details), 'CNY')).to.equal(words);
    });
  }

  for (const code of CODES) {
    it(`have a whole sentence for ${code}, with details or without`, () => {
      for (const details of [
        {},
        { field: 'x', value: 'y', need: '1', have: '2', current: 'A', allowed: ['B'], rule: RULES[0], kind: 'token', id: 'T' },
      ]) {
        expect(explain(new Fault(code, details)))
          .to.match(/^\S[^\n]*[.]$/)
          .and.not.match(/undefined|\[object|null/);
      }
    });
  }

  it('name each refused item of a batch, and how many more there are', () => {
    const items = [1, 2, 3, 4, 5].map((each) => ({
      item: `SCH-0001-0${each}`,
      code: 'WRONG_STATE',
      details: { current: 'VOID', allowed: ['SUBMITTED'] },
    }));
    expect(explain(new Fault('WRONG_STATE', { items }))).to.equal(
      '5 are refused and so nothing was done. ' +
        'SCH-0001-01: It is VOID; this needs SUBMITTED. SCH-0001-02: It is VOID; this needs SUBMITTED. SCH-0001-03: It is VOID; this ' +
        'needs SUBMITTED. And 2 more.',
    );
  });

  it('know every condition that a contract can find unmet', () => {
    const root = join(__dirname, '../../../chaincode/src');
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const named = sources.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/CONDITION_UNMET', \{ condition: '([a-z-]+)'/g)].map(([, name = '']) => name),
    );
    expect(named.length).to.be.above(20);
    expect(named.filter((name) => CONDITIONS[name] === undefined)).to.deep.equal([]);
  });

  it('know every problem of a read model, each with words of its own', () => {
    const source = readFileSync(join(__dirname, '../../../client-app/src/adapters/sql/sqlFaults.ts'), 'utf8');
    const [, union = ''] = /type ReadModelProblem =([^;]+);/.exec(source) ?? [];
    const problems = [...union.matchAll(/'([A-Z_]+)'/g)].map(([, problem = '']) => problem);
    const told = new Set(problems.map((problem) => unavailableText({ reason: 'READ_MODEL', problem }, String)));
    expect(problems.length).to.be.above(15);
    expect(told.size).to.equal(problems.length);
    expect([...told].filter((words) => words.startsWith('The read model cannot be had'))).to.deep.equal([]);
  });

  it('take unseen characters out of what they repeat and cut it short', () => {
    const told = explain(new Fault('MALFORMED', { field: 'name', value: `a\u202eb\u0000${'c'.repeat(500)}`, limit: 'shorter' }));
    expect(['\u202e', '\u0000'].filter((unseen) => told.includes(unseen))).to.deep.equal([]);
    expect(told.length).to.be.below(220);
  });
});
