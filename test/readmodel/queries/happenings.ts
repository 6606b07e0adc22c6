import { partsOfReceivableId, RECORD_KINDS, type AnyRecord, type RecordKind, type Records } from '@tierline/chaincode/api';
import type { CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import type { Change, TransactionItem, Viewer } from '@tierline/client-app/dist/ports/queries';
import { expect } from 'chai';
import { everyPage, nameOf, refusalOf, STRANGE_TEXTS, STRANGERS, VIEWERS, type Asked } from './setting';

const WHOLE = VIEWERS[0] as Viewer;
const ALL = 10_000;

async function blocksOf({ world }: Asked): Promise<CommittedBlock[]> {
  const blocks: CommittedBlock[] = [];
  for await (const block of (await world.as('maker@REGULATOR-01')).ledger.blocks(0)) blocks.push(block);
  return blocks;
}

const textOf = ({ kind, scope, id, at }: Change): string => [at.block, at.transactionId, scope, kind, id].join(' ');

/** Every change that the viewer is to be told of, counted by hand: all of his organisation's, or what is his company's now. */
async function changesFor({ memory }: Asked, { msp, company }: Viewer): Promise<string[]> {
  const reader = memory.readerFor(msp);
  const records: AnyRecord[] = [];
  const found: Change[] = [];
  for (const kind of RECORD_KINDS) {
    records.push(...(await reader.all(kind)).map(({ record }) => record));
    for (const { scope, id, versions } of await reader.histories(kind)) {
      const current = (await reader.find(kind, scope, id))?.record ?? null;
      found.push(...versions.filter(() => isConcerned(current, scope)).map(({ at }) => ({ kind, scope, id, at })));
    }
  }
  function isConcerned(record: AnyRecord | null, scope: string): boolean {
    return company === null || scope === '' || (record !== null && names(record, company, records));
  }
  return found.map(textOf).sort();
}

/** Whether a record is a company's business. */
function names(record: AnyRecord, company: string, all: readonly AnyRecord[]): boolean {
  const ofOwn = (receivable: string): boolean =>
    all.some((each) => each.kind === 'SCHEDULE' && each.id === partsOfReceivableId(receivable).schedule && names(each, company, all));
  const own: { readonly [K in RecordKind]?: (of: Records[K]) => readonly (string | false)[] } = {
    SCHEDULE: ({ creditor, debtor }) => [creditor, debtor],
    RESTING: ({ tokens }) => tokens.map(({ owner }) => owner),
    TOKEN: ({ owner }) => [owner],
    TRANSFER: ({ payer, payee }) => [payer, payee],
    ASK: ({ seller }) => [seller],
    OFFER: ({ ask, program }) => all.map((each) => each.kind === 'ASK' && each.id === ask && each.program === program && each.seller),
    SETTLEMENT: ({ receivable }) => [ofOwn(receivable) && company],
    REDUCTION: ({ receivable }) => [ofOwn(receivable) && company],
    'OPEN-CREDIT': ({ creditor }) => [creditor],
  };
  const companies = own[record.kind] as ((of: AnyRecord) => readonly (string | false)[]) | undefined;
  return record.kind === 'PROGRAM' || companies?.(record).includes(company) === true;
}

/** Blocks, transactions and what changed. */
export function askHappenings(asked: () => Asked): void {
  describe('blocks and transactions', () => {
    it('are told newest first, as the ledger has them, invalid ones included', async () => {
      const expected = (await blocksOf(asked())).reverse();
      const told = await everyPage((page) => asked().queries.blocks(page), 17);
      expect(told.map(({ number, hash, previousHash }) => ({ number, hash, previousHash }))).to.deep.equal(
        expected.map(({ number, hash, previousHash }) => ({ number, hash, previousHash })),
      );
      const transactions = expected.flatMap((block) => block.transactions.map((each) => ({ block: block.number, ...each })));
      expect(told.flatMap((block) => block.transactions).map(headOf)).to.deep.equal(transactions.map(headOf));
    });

    it('are found by id, also by one that is no id', async () => {
      const [block] = (await asked().queries.blocks({ after: null, limit: 1 })).items;
      const [transaction] = block?.transactions ?? [];
      expect(await asked().queries.transaction(transaction?.id ?? '')).to.deep.equal(transaction);
      expect(transaction)
        .to.have.property('factsRoot')
        .that.matches(/^[0-9a-f]{64}$/);
      for (const text of STRANGE_TEXTS) expect(await asked().queries.transaction(text), text).to.equal(null);
      expect(await refusalOf(asked().queries.transaction('a\0b'))).to.equal('MALFORMED id');
    });
  });

  describe('changes', () => {
    it('are all that the viewer may know of, in the order of blocks, for everybody', async () => {
      for (const viewer of [...VIEWERS, ...STRANGERS]) {
        const told = await asked().queries.changes(viewer, 0, ALL);
        expect(told.map(textOf).sort(), nameOf(viewer)).to.deep.equal(await changesFor(asked(), viewer));
        const blocks = told.map(({ at }) => at.block);
        expect(blocks, nameOf(viewer)).to.deep.equal([...blocks].sort((a, b) => a - b));
      }
    });

    it('are told in whole blocks, however few are asked for', async () => {
      const all = await asked().queries.changes(WHOLE, 0, ALL);
      for (const limit of [1, 4, 50]) {
        const read: Change[] = [];
        for (let from = 0; ; from = (read.at(-1)?.at.block ?? 0) + 1) {
          const part = await asked().queries.changes(WHOLE, from, limit);
          if (part.length === 0) break;
          const blocks = new Set(part.map(({ at }) => at.block));
          expect(part.length <= limit || blocks.size === 1, `${part.length} of ${blocks.size} blocks`).to.equal(true);
          read.push(...part);
        }
        expect(read, String(limit)).to.deep.equal(all);
      }
    });

    it('are none past the last block', async () => {
      const { height } = await asked().queries.position();
      expect(await asked().queries.changes(WHOLE, height, 10)).to.deep.equal([]);
      expect(await refusalOf(asked().queries.changes(WHOLE, -1, 10))).to.equal('MALFORMED from');
      expect(await refusalOf(asked().queries.changes(WHOLE, 0, 0))).to.equal('MALFORMED limit');
    });
  });
}

const headOf = ({ id, name, timestamp, creator, endorsers, code }: Omit<TransactionItem, 'program' | 'count' | 'factsRoot'>) => ({
  id,
  name,
  timestamp,
  creator,
  endorsers,
  code,
});
