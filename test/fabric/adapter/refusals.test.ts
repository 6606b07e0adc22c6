import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { Fault } from '@tierline/chaincode/api';
import { credentialsOf } from '@tierline/client-app/dist/adapters/localCa/membership';
import { agreed, type Answer } from '@tierline/client-app/dist/adapters/fabric/endorsed';
import { failureOf, meaningOf } from '@tierline/client-app/dist/adapters/fabric/peerAnswer';
import { LedgerBug } from '@tierline/client-app/dist/ports/ledgerBug';

const identity = { msp: 'HostMSP', name: 'ana', certificate: '', privateKey: '' };
const question = { identity, msp: 'CoreMSP', transactionId: 'tx-1' };
const limit = new Fault('LIMIT_EXCEEDED', { have: '5', need: '7' });

const told = (error: unknown): string => {
  if (error instanceof LedgerBug) return 'BUG';
  if (!(error instanceof Fault)) return String(error);
  const { reason, validation } = error.details;
  const why = reason ?? validation;
  return typeof why === 'string' ? `${error.code} ${why}` : error.code;
};

describe('what a peer answers', () => {
  const ANSWERS: readonly (readonly [string, string, string])[] = [
    ["the contract's own fault", `transaction returned with failure: Error: ${limit.message}`, 'LIMIT_EXCEEDED'],
    [
      'a value that the peer does not hold',
      'GET_STATE failed: private data matching public hash version is not available.',
      'UNAVAILABLE PRIVATE_DATA',
    ],
    [
      'a value that no other member took',
      'error in simulation: failed to distribute private collection, txID 1',
      'UNAVAILABLE PRIVATE_DATA',
    ],
    [
      'a contract that is not running',
      'error in simulation: failed to execute transaction 1: could not launch chaincode x',
      'UNAVAILABLE CHAINCODE',
    ],
    [
      'a contract that died',
      'error in simulation: failed to execute transaction 1: error sending: chaincode stream terminated',
      'UNAVAILABLE CHAINCODE',
    ],
    ['a contract that is not installed', 'make sure the chaincode x has been successfully defined on channel y', 'UNAVAILABLE CHAINCODE'],
    ['a bug that speaks like a peer', 'I had an error sending a letter', 'BUG'],
    ['any other text', 'secret 4711', 'BUG'],
  ];
  for (const [what, text, meaning] of ANSWERS) {
    it(`tells ${what} as ${meaning}`, () => {
      expect(told(meaningOf(text, question))).to.equal(meaning);
    });
  }

  const FAILURES: readonly (readonly [number | undefined, string, string])[] = [
    [2, '2 UNKNOWN: error validating proposal: access denied: channel [x] creator org [HostMSP]', 'NOT_AUTHORISED REFUSED_BY_PEER'],
    [2, '2 UNKNOWN: duplicate transaction found [1]. Creator [2d]', 'POLICY_UNMET DUPLICATE_TXID'],
    [2, '2 UNKNOWN: too many requests for /protos.Endorser, exceeding concurrency limit (2500)', 'UNAVAILABLE PEER'],
    [14, '14 UNAVAILABLE: No connection established. access denied', 'UNAVAILABLE PEER'],
    [undefined, 'REQUEST TIMEOUT', 'UNAVAILABLE PEER'],
  ];
  for (const [code, text, meaning] of FAILURES) {
    it(`tells "${text.slice(0, 40)}" as ${meaning}`, () => {
      expect(told(failureOf(Object.assign(new Error(text), code === undefined ? {} : { code }), question))).to.equal(meaning);
    });
  }

  it('keeps the text of a bug from the caller', () => {
    const bug = meaningOf('secret 4711', question);
    expect(bug.message).to.contain('tx-1').and.not.to.contain('4711');
    expect(String(bug.cause)).to.contain('4711');
  });
});

describe('what endorsers agree on', () => {
  const endorsed = (msp: string, payload = 'p'): Answer => ({
    msp,
    payload: Buffer.from(payload),
    result: '"done"',
    signature: null,
    refusal: null,
  });
  const refused = (msp: string, refusal: Fault | LedgerBug): Answer => ({ msp, refusal });
  const outcome = (...answers: readonly Answer[]): string => {
    try {
      return agreed(answers);
    } catch (error) {
      return told(error);
    }
  };
  const away = new Fault('UNAVAILABLE', { reason: 'PEER', msp: 'B' });
  const bug = (text: string): LedgerBug => new LedgerBug('tx', new Error(text));

  it('is the result when every one endorsed the same', () => {
    expect(outcome(endorsed('A'), endorsed('B'))).to.equal('"done"');
  });

  it('is nothing when one of them found something else', () => {
    expect(outcome(endorsed('A'), endorsed('B', 'q'))).to.equal('ENDORSEMENT_MISMATCH');
  });

  it('is the refusal when all refuse with the same one', () => {
    expect(outcome(refused('A', limit), refused('B', new Fault('LIMIT_EXCEEDED', { have: '5', need: '7' })))).to.equal('LIMIT_EXCEEDED');
  });

  it('is nothing when only some refuse, or with other figures', () => {
    expect(outcome(endorsed('A'), refused('B', limit))).to.equal('ENDORSEMENT_MISMATCH');
    expect(outcome(refused('A', limit), refused('B', new Fault('LIMIT_EXCEEDED', { have: '6', need: '7' })))).to.equal(
      'ENDORSEMENT_MISMATCH',
    );
    expect(outcome(refused('A', limit), refused('B', bug('x')))).to.equal('ENDORSEMENT_MISMATCH');
  });

  it('waits for an endorser that could not answer', () => {
    expect(outcome(endorsed('A'), refused('B', away))).to.equal('UNAVAILABLE PEER');
    expect(outcome(refused('A', limit), refused('B', away))).to.equal('UNAVAILABLE PEER');
  });

  it('is a bug when the contract failed on all of them, whatever each peer says of it', () => {
    expect(outcome(refused('A', bug('x')), refused('B', bug('y')))).to.equal('BUG');
  });

  it("tells each organisation's outcome when they differ", () => {
    try {
      agreed([endorsed('A'), refused('B', limit), refused('C', bug('x'))]);
      expect.fail('they agreed');
    } catch (error) {
      expect((error as Fault).details).to.deep.equal({
        outcomes: [
          { msp: 'A', outcome: 'ENDORSED' },
          { msp: 'B', outcome: 'LIMIT_EXCEEDED' },
          { msp: 'C', outcome: 'FAILED' },
        ],
      });
    }
  });
});

describe('an identity that is no identity', () => {
  it('is refused before anything is sent', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => credentialsOf({ ...identity, privateKey: pem }))
      .to.throw(Fault)
      .with.property('details')
      .that.deep.equals({
        msp: 'HostMSP',
        name: 'ana',
        reason: 'MALFORMED_CERTIFICATE',
      });
  });
});
