import { batchTree, leafOf, LEAF_TYPES, pathOf, rootOfPath, type FactsEntry } from '@tierline/client-app/dist/app/notary/tree';
import { channelId } from '@tierline/client-app/dist/app/notary/channel';
import { entriesOf } from '@tierline/client-app/dist/app/notary/entries';
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { expect } from 'chai';
import { AbiCoder, concat, keccak256, toUtf8Bytes } from 'ethers';
import fc from 'fast-check';

const HEX = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const PARTS = { block: fc.maxSafeNat(), index: fc.nat(10_000), transactionId: HEX, factsRoot: HEX };
const ENTRY = fc.record(PARTS);
const BATCH = fc.uniqueArray(ENTRY, { minLength: 1, maxLength: 40, selector: ({ block, index }) => `${block}/${index}` });

describe('the tree over a batch', () => {
  it('has leaves that Solidity computes the same', () => {
    const entry: FactsEntry = { block: 7, index: 2, transactionId: 'ab'.repeat(32), factsRoot: 'cd'.repeat(32) };
    const bound = AbiCoder.defaultAbiCoder().encode(
      ['uint64', 'uint32', 'string', 'bytes32'],
      [7, 2, entry.transactionId, `0x${entry.factsRoot}`],
    );
    expect(leafOf(entry)).to.equal(keccak256(keccak256(bound)));
  });

  it('is the one that OpenZeppelin makes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ ...PARTS, transactionId: fc.string({ unit: 'binary', maxLength: 70 }) }), { minLength: 1 }),
        (entries) => {
          const values = entries.map(({ block, index, transactionId, factsRoot }) => [block, index, transactionId, `0x${factsRoot}`]);
          const theirs = StandardMerkleTree.of(values, [...LEAF_TYPES], { sortLeaves: false });
          const tree = batchTree(entries);
          expect(tree.root).to.equal(theirs.root);
          for (const place of entries.keys()) expect(tree.pathAt(place)).to.deep.equal(theirs.getProof(place));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('leads from every entry to its root', () => {
    fc.assert(
      fc.property(BATCH, (entries) => {
        const tree = batchTree(entries);
        for (const entry of entries) expect(rootOfPath(entry, pathOf(tree, entry) ?? [])).to.equal(tree.root);
      }),
      { numRuns: 50 },
    );
  });

  it('leads nowhere when a value of the entry or a step of the path is another', () => {
    fc.assert(
      fc.property(BATCH, fc.nat(), fc.nat(255), (entries, at, bit) => {
        const tree = batchTree(entries);
        const entry = entries[at % entries.length] as FactsEntry;
        const path = pathOf(tree, entry) ?? [];
        const flipped = (hex: string): string => {
          const digit = Math.floor(bit / 4) % hex.length;
          const other = (Number.parseInt(hex[digit] as string, 16) ^ (1 << (bit % 4))).toString(16);
          return hex.slice(0, digit) + other + hex.slice(digit + 1);
        };
        const others: readonly FactsEntry[] = [
          { ...entry, block: entry.block + 1 },
          { ...entry, index: entry.index + 1 },
          { ...entry, transactionId: flipped(entry.transactionId) },
          { ...entry, factsRoot: flipped(entry.factsRoot) },
        ];
        for (const other of others) expect(rootOfPath(other, path)).not.to.equal(tree.root);
        for (const [step, sibling] of path.entries())
          expect(rootOfPath(entry, path.with(step, `0x${flipped(sibling.slice(2))}`))).not.to.equal(tree.root);
        if (path.length > 0) expect(rootOfPath(entry, path.slice(1))).not.to.equal(tree.root);
      }),
      { numRuns: 50 },
    );
  });

  it('knows no path for what it does not hold', () => {
    const entry: FactsEntry = { block: 1, index: 0, transactionId: 'aa'.repeat(32), factsRoot: 'bb'.repeat(32) };
    expect(pathOf(batchTree([entry]), { ...entry, index: 1 })).to.equal(null);
  });

  it('takes a path in one form only', () => {
    const entry: FactsEntry = { block: 1, index: 0, transactionId: 'aa'.repeat(32), factsRoot: 'bb'.repeat(32) };
    const forms = ['AB'.repeat(32), `0x${'AB'.repeat(32)}`, 'ab'.repeat(32), `0x${'ab'.repeat(31)}`, ''];
    for (const form of forms) expect(() => rootOfPath(entry, [form])).to.throw(RangeError);
    const endless = Array.from({ length: 65 }, () => `0x${'ab'.repeat(32)}`);
    expect(() => rootOfPath(entry, endless)).to.throw(RangeError);
    for (const factsRoot of ['BB'.repeat(32), 'bb', `0x${'bb'.repeat(31)}`])
      expect(() => leafOf({ ...entry, factsRoot })).to.throw(RangeError);
  });

  it('is of no batch without entries', () => {
    expect(() => batchTree([])).to.throw();
  });
});

describe('the entries of a block', () => {
  const transaction = (id: string, code: string, event: object | null): object => ({ id, code, event });
  const facts = (factsRoot: string): object => ({ name: 'facts', payload: JSON.stringify({ schema: 1, factsRoot }) });

  it('are its valid transactions with facts, each with its place among all', () => {
    const block = {
      number: 5,
      transactions: [
        transaction('t0', 'VALID', null),
        transaction('t1', 'MVCC_READ_CONFLICT', facts('11')),
        transaction('t2', 'VALID', facts('22')),
        transaction('t3', 'VALID', { name: 'other', payload: '' }),
        transaction('t4', 'VALID', facts('44')),
      ],
    };
    expect(entriesOf(block as unknown as Parameters<typeof entriesOf>[0])).to.deep.equal([
      { block: 5, index: 2, transactionId: 't2', factsRoot: '22' },
      { block: 5, index: 4, transactionId: 't4', factsRoot: '44' },
    ]);
  });
});

describe('a channel in the contract', () => {
  it('is told by its name and by the hash of block 0 together', () => {
    const genesisHash = '0f'.repeat(32);
    const name = 'tierline-供应链';
    expect(channelId({ name, genesisHash })).to.equal(keccak256(concat([`0x${genesisHash}`, toUtf8Bytes(name)])));
    expect(channelId({ name, genesisHash: 'f0'.repeat(32) })).not.to.equal(channelId({ name, genesisHash }));
    expect(channelId({ name: 'other', genesisHash })).not.to.equal(channelId({ name, genesisHash }));
    expect(() => channelId({ name, genesisHash: '0F'.repeat(32) })).to.throw(RangeError);
  });
});
