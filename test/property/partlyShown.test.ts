import { CONSENT_ACTS, signedData, signedDigest, type ConsentMessage, type Hideable, type PartMessage } from '@tierline/chaincode/api';
import { consentDigest, hidden } from '@tierline/client-app/dist/proving/partlyShown';
import { expect } from 'chai';
import { TypedDataEncoder, type TypedDataField } from 'ethers';
import fc from 'fast-check';

const text = fc.string({ maxLength: 60, unit: 'grapheme' });
const list = fc.array(text, { maxLength: 8 });
const messages: fc.Arbitrary<ConsentMessage> = fc.record({
  act: text,
  program: text,
  company: text,
  person: text,
  items: list,
  count: text,
  total: text,
  terms: list,
  requestId: text,
  deadline: text,
  channel: text,
  chaincode: text,
});
const acts = fc.constantFrom(...CONSENT_ACTS);
const networks = fc.stringMatching(/^[0-9a-f]{64}$/);

/** Hides each text for which the next of `choices` says so. */
function partOf(message: ConsentMessage, choices: readonly boolean[]): PartMessage {
  let at = 0;
  const shown = (each: string): Hideable => (choices[at++ % choices.length] === true ? hidden(each) : each);
  const entries: readonly [string, string | readonly string[]][] = Object.entries(message);
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'string' ? shown(value) : value.map(shown)]));
}

describe('a message that is shown in part', () => {
  const choices = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 });

  it('has the digest that a wallet signs, whichever of its texts are hidden', () => {
    fc.assert(
      fc.property(acts, networks, messages, choices, (act, network, message, hides) => {
        const data = signedData(act, { network, message, signature: '' });
        const whole = TypedDataEncoder.hash(data.domain, data.types as unknown as Record<string, TypedDataField[]>, data.message);
        expect(signedDigest(data)).to.equal(whole);
        expect(consentDigest(network, act, partOf(message, hides))).to.equal(whole);
      }),
    );
  });

  it('has another digest once any text of it, shown or hidden, is another, or an item more or less', () => {
    const fields = fc.constantFrom(...(['act', 'company', 'total', 'items', 'terms', 'deadline', 'chaincode'] as const));
    fc.assert(
      fc.property(acts, networks, messages, choices, fields, fc.nat(), (act, network, message, hides, field, place) => {
        const value = message[field];
        const other = typeof value === 'string' ? `${value}.` : [...value.slice(0, place % (value.length + 1)), '.', ...value];
        const [before, after] = [message, { ...message, [field]: other }].map((each) => consentDigest(network, act, partOf(each, hides)));
        expect(after).to.not.equal(before);
      }),
    );
  });
});
