import type { Refusal, Viewer } from '@tierline/client-app/dist/ports/queries';
import { expect } from 'chai';
import { everyPage, refusalOf, STRANGE_TEXTS, VIEWERS, type Asked } from './setting';

const WHOLE = VIEWERS[0] as Viewer;
const CODES = ['WRONG_STATE', 'NOT_AUTHORISED', 'LIMIT_EXCEEDED'] as const;

const refusal = (place: number): Refusal => ({
  at: `2026-03-02T00:00:${String(place).padStart(2, '0')}.000Z`,
  user: `maker@SUP-0${(place % 2) + 1}`,
  msp: 'OperatorMSP',
  company: `SUP-0${(place % 2) + 1}`,
  transaction: 'token:split',
  code: CODES[place % CODES.length] ?? '',
  details: {
    have: 12n,
    text: STRANGE_TEXTS[place % STRANGE_TEXTS.length] === '\ud800\ud800' ? '' : STRANGE_TEXTS[place % STRANGE_TEXTS.length],
  },
});

/** Refused commands. */
export function askRefusals(asked: () => Asked): void {
  const KEPT = Array.from({ length: 20 }, (_each, place) => refusal(place));
  const told = ({ details, ...rest }: Refusal): Refusal => ({ ...rest, details: { ...(details as object), have: '12' } });
  const list = (viewer: Viewer, codes: readonly string[] = [], limit = 200) =>
    everyPage((page) => asked().queries.refusals(viewer, codes, page), limit);

  describe('refused commands', () => {
    before(async () => {
      for (const each of KEPT) await asked().queries.keepRefusal(each, ['OperatorMSP', 'RegulatorMSP']);
    });

    it('are told newest first, as they were kept, whatever the size of a page', async () => {
      for (const limit of [1, 3, 200]) expect(await list(WHOLE, [], limit)).to.deep.equal([...KEPT].reverse().map(told));
    });

    it('are told by code', async () => {
      const some = [...KEPT].reverse().filter(({ code }) => code !== 'WRONG_STATE');
      expect(await list(WHOLE, ['NOT_AUTHORISED', 'LIMIT_EXCEEDED'], 4)).to.deep.equal(some.map(told));
      expect(await list(WHOLE, ["NOT_AUTHORISED' or true"])).to.deep.equal([]);
    });

    it('are told to the organisations that may know, and to a hosted company its own alone', async () => {
      expect(await list({ msp: 'RegulatorMSP', company: null })).to.have.length(20);
      expect(await list({ msp: 'BankAMSP', company: null })).to.deep.equal([]);
      const own = await list({ msp: 'OperatorMSP', company: 'SUP-02' }, [], 3);
      expect(own).to.deep.equal(
        [...KEPT]
          .reverse()
          .filter(({ company }) => company === 'SUP-02')
          .map(told),
      );
      expect(await list({ msp: 'OperatorMSP', company: 'SUP-03' })).to.deep.equal([]);
    });

    it('are refused to a cursor of another list, and to too many codes', async () => {
      const { next } = await asked().queries.blocks({ after: null, limit: 1 });
      expect(await refusalOf(asked().queries.refusals(WHOLE, [], { after: next, limit: 1 }))).to.equal('MALFORMED after');
      expect(
        await refusalOf(
          list(
            WHOLE,
            Array.from({ length: 31 }, () => 'X'),
          ),
        ),
      ).to.equal('MALFORMED codes');
    });
  });
}
