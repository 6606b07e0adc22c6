import { Fault, Judge } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { faultOf } from '../support/decisions';

const late = (): Fault => new Fault('WRONG_STATE', { current: 'LATE' });
const much = (): Fault => new Fault('AMOUNT_EXCEEDS', { have: '1' });
const none = (): Fault => new Fault('NOT_FOUND', { kind: 'token' });
const self = (item: string): string => item;

describe('judge', () => {
  it('ends a decision at the first condition that fails', () => {
    const judge = new Judge(false);
    judge.check('a', true, late);
    expect(() => judge.check('b', false, late))
      .to.throw(Fault)
      .with.property('code', 'WRONG_STATE');
    expect(judge.verdicts).to.deep.equal([
      { condition: 'a', item: null, ok: true, code: null, details: {} },
      { condition: 'b', item: null, ok: false, code: 'WRONG_STATE', details: { current: 'LATE' } },
    ]);
  });

  it('hears every condition in a dry run and refuses none', () => {
    const judge = new Judge(true);
    judge.check('a', false, late);
    judge.check('b', true, late);
    judge.check('c', false, much);
    expect(judge.verdicts.map(({ condition, ok, code }) => [condition, ok, code])).to.deep.equal([
      ['a', false, 'WRONG_STATE'],
      ['b', true, null],
      ['c', false, 'AMOUNT_EXCEEDS'],
    ]);
  });

  describe('of a batch', () => {
    it('answers for each item in its order when none is refused', () => {
      expect(new Judge(false).each(['A', 'B'], self, (item) => `${item}!`)).to.deep.equal(['A!', 'B!']);
    });

    it('names every refused item, under the code that comes first in precedence', () => {
      const fault = faultOf((judge) =>
        judge.each(['A', 'B', 'C'], self, (item) => {
          judge.check('much', item !== 'A', much);
          judge.check('late', item !== 'C', late);
        }),
      );
      expect([fault.code, fault.details]).to.deep.equal([
        'WRONG_STATE',
        {
          items: [
            { item: 'A', code: 'AMOUNT_EXCEEDS', details: { have: '1' } },
            { item: 'C', code: 'WRONG_STATE', details: { current: 'LATE' } },
          ],
        },
      ]);
    });

    it('names the items of a batch within a batch', () => {
      const fault = faultOf((judge) =>
        judge.each(['S1', 'S2'], self, (schedule) =>
          judge.each(
            ['1', '2'],
            (line) => `${schedule}-${line}`,
            (line) => judge.check('late', line === '1', late),
          ),
        ),
      );
      expect((fault.details['items'] as readonly { readonly item: string }[]).map(({ item }) => item)).to.deep.equal(['S1-2', 'S2-2']);
    });

    it('knows of which item each condition was asked, and after the batch of none', () => {
      const judge = new Judge(true);
      judge.each(['A', 'B'], self, () => judge.check('a', true, late));
      judge.check('b', true, late);
      expect(judge.verdicts.map(({ item }) => item)).to.deep.equal(['A', 'B', null]);
    });

    it('lists in a dry run what was thrown beneath it, unless the item was refused already', () => {
      const judge = new Judge(true);
      judge.each(['A', 'B'], self, (item) => {
        judge.check('late', item !== 'A', late);
        throw none();
      });
      expect(judge.verdicts.filter(({ ok }) => !ok).map(({ condition, item, code }) => [condition, item, code])).to.deep.equal([
        ['late', 'A', 'WRONG_STATE'],
        ['found', 'B', 'NOT_FOUND'],
      ]);
    });

    it('lets an error that is no refusal go on: it is a bug', () => {
      const broken = () =>
        new Judge(false).each(['A'], self, () => {
          throw new TypeError('broken');
        });
      expect(broken).to.throw(TypeError, 'broken');
    });
  });
});
