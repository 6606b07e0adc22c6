import { programCollection } from '@tierline/chaincode/api';
import type { Found, Viewer } from '@tierline/client-app/dist/ports/queries';
import { expect } from 'chai';
import { SAME_ID, STRANGE_NAME, STRANGE_NUMBER } from '../../support/queriedWorld';
import { PROGRAM } from '../../support/world';
import { nameOf, plainly, PROGRAMS, refusalOf, STRANGE_TEXTS, STRANGERS, VIEWERS, type Asked } from './setting';

const WHOLE = VIEWERS[0] as Viewer;
const MOST = 50;
/** Of so many things each viewer looks for one; all of them are looked for by somebody who may see them and somebody who may not. */
const STRIDE = 6;

type Thing = readonly [what: Found['what'], program: string, id: string];
const textOf = ([what, program, id]: Thing): string => `${what} ${program} ${id}`;

/** Everything in the programs that a viewer may find, counted by hand. */
async function thingsOf(asked: Asked, viewer: Viewer): Promise<Thing[]> {
  const reader = asked.memory.readerFor(viewer.msp);
  const isOwn = (...companies: readonly string[]): boolean => viewer.company === null || companies.includes(viewer.company);
  const things: Thing[] = [];
  for (const program of PROGRAMS) {
    const scope = programCollection(program);
    const receivables = (await plainly(asked, viewer).receivables(program)).map(({ receivable }) => receivable);
    const tokens = (await plainly(asked, viewer).tokens(program)).map(({ token }) => token);
    const transfers = (await reader.all('TRANSFER', { scope })).filter(({ record }) => isOwn(record.payer, record.payee));
    const asks = (await reader.all('ASK', { scope })).filter(({ record }) => isOwn(record.seller));
    const settlements = (await reader.all('SETTLEMENT', { scope })).filter(({ record }) => receivables.includes(record.receivable));
    things.push(
      ...receivables.map((id): Thing => ['receivable', program, id]),
      ...tokens.map((id): Thing => ['token', program, id]),
      ...transfers.map(({ record }): Thing => ['transfer', program, record.id]),
      ...asks.map(({ record }): Thing => ['ask', program, record.id]),
      ...settlements.map(({ record }): Thing => ['settlement', program, record.bankReference]),
    );
  }
  return things;
}

/** Search. */
export function askSearch(asked: () => Asked): void {
  const search = (viewer: Viewer, text: string, limit = MOST) => asked().queries.search(viewer, text, limit);
  const isInProgram = ({ what }: Found): boolean => !['company', 'program', 'transaction'].includes(what);

  describe('search', () => {
    it('finds by its id whatever the viewer may see, and nothing else, for everybody', async () => {
      const all = await thingsOf(asked(), WHOLE);
      expect(new Set(all.map(([what]) => what))).to.have.property('size', 5);
      for (const [place, viewer] of [...VIEWERS, ...STRANGERS].entries()) {
        const seen = new Set((await thingsOf(asked(), viewer)).map(textOf));
        for (const thing of all.filter((_thing, index) => index % STRIDE === place % STRIDE)) {
          const [what, program, id] = thing;
          const found = (await search(viewer, id)).filter(isInProgram);
          const foreign = found.map((each): Thing => [each.what, each.program, each.id]).filter((each) => !seen.has(textOf(each)));
          expect(foreign, `${id} ${nameOf(viewer)}`).to.deep.equal([]);
          const isFound = found.some((each) => each.what === what && each.program === program && each.id === id);
          expect(isFound, `${textOf(thing)} ${nameOf(viewer)}`).to.equal(seen.has(textOf(thing)));
        }
      }
    });

    it('finds receivables by the number of their document', async () => {
      const found = await search(WHOLE, `OWN-A ${STRANGE_NUMBER}`);
      expect(found).to.deep.equal([{ what: 'receivable', id: 'OWN-A-04', program: PROGRAM, title: `OWN-A ${STRANGE_NUMBER}` }]);
      expect(await search({ msp: 'OperatorMSP', company: 'SUP-04' }, `OWN-A ${STRANGE_NUMBER}`)).to.deep.equal([]);
    });

    it('finds companies by id, code and name, without regard to capitals', async () => {
      const strange = { what: 'company', id: 'SUP-05', program: '', title: STRANGE_NAME };
      for (const text of ['SUP-05', 'sup-05', STRANGE_NAME, '北京 100%_o', STRANGE_NAME.slice(0, 12)]) {
        for (const viewer of VIEWERS) expect(await search(viewer, text), `${text} ${nameOf(viewer)}`).to.deep.include(strange);
      }
    });

    it('finds programs and transactions, which everybody in the channel may see', async () => {
      const [block] = (await asked().queries.blocks({ after: null, limit: 1 })).items;
      const { id = '', name: title, program } = block?.transactions[0] ?? {};
      for (const viewer of VIEWERS) {
        expect(await search(viewer, id.slice(0, 20)), nameOf(viewer)).to.deep.include({ what: 'transaction', id, program, title });
        expect(await search(viewer, 'demo-cny')).to.deep.include({ what: 'program', id: PROGRAM, program: PROGRAM, title: 'Test' });
      }
    });

    it('tells an open transfer and an ask of the same id apart', async () => {
      const found = (viewer: Viewer) => search(viewer, SAME_ID).then((all) => all.map(({ what }) => what));
      expect(await found(WHOLE)).to.deep.equal(['transfer', 'ask']);
      expect(await found({ msp: 'OperatorMSP', company: 'SUP-03' })).to.deep.equal(['ask']);
      expect(await found({ msp: 'OperatorMSP', company: 'SUP-02' })).to.deep.equal(['transfer']);
      expect(await found({ msp: 'OperatorMSP', company: 'SUP-01' })).to.deep.equal([]);
    });

    it('takes every text as it is: signs that mean something to a database mean nothing', async () => {
      for (const viewer of [...VIEWERS, ...STRANGERS]) {
        for (const text of STRANGE_TEXTS) {
          expect(await search(viewer, text), `${text} ${nameOf(viewer)}`).to.deep.equal(
            text === '北京' && viewer.msp !== 'StrangerMSP' ? [{ what: 'company', id: 'SUP-05', program: '', title: STRANGE_NAME }] : [],
          );
        }
      }
    });

    it('answers at most as many as were asked for, of every sort before more of one', async () => {
      for (const limit of [1, 2, 7, MOST]) expect(await search(WHOLE, 'OWN', limit), String(limit)).to.have.lengthOf.at.most(limit);
      const sorts = (await search(WHOLE, 'OWN', 2)).map(({ what }) => what);
      expect(sorts).to.deep.equal(['receivable', 'token']);
    });

    it('refuses a text that is too short, too long or no text, and a limit beyond its own', async () => {
      for (const text of ['', 'a', ' a ', 'x'.repeat(101)]) expect(await refusalOf(search(WHOLE, text)), text).to.equal('MALFORMED text');
      expect(await refusalOf(search(WHOLE, 'ab\0'))).to.equal('MALFORMED text');
      for (const limit of [0, 51, 1.5, Number.NaN]) expect(await refusalOf(search(WHOLE, 'OWN', limit))).to.equal('MALFORMED limit');
    });
  });
}
