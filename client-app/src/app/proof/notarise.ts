import { Fault } from '@tierline/chaincode/api';
import type { BlockSource, CommittedBlock } from '../../ports/ledger';
import type { NotarisedRoots, PublishedRoot } from '../../ports/notary';
import { endorsedMessage } from '../../proving/endorsedMessage';
import type { Proof, ProofStep } from '../../proving/proof';
import { entriesOf } from '../notary/entries';
import { batchTree, pathOf, type BatchTree } from '../notary/tree';

type Notarised = Pick<Proof, 'steps' | 'notary'>;

/**
 * The steps of a proof with the ways from their facts roots up to notarised ones.
 * @throws Fault CONDITION_UNMET {condition: 'notarised', block} for a step whose block no root covers yet, or whose root is not this ledger's; UNAVAILABLE
 */
export async function notarisedSteps(source: BlockSource, line: NotarisedRoots, steps: readonly ProofStep[]): Promise<Notarised> {
  const published = await line.published();
  const found = steps.map(({ block }) => {
    const root = published.find(({ fromBlock, toBlock }) => fromBlock <= block && block <= toBlock);
    if (root === undefined) throw notCovered(block);
    return root;
  });
  const roots = [...new Set(found)];
  const trees = await Promise.all(roots.map((root) => treeOf(source, root)));
  const wayOf = (step: ProofStep, index: number): ProofStep => {
    const number = roots.indexOf(found[index] as PublishedRoot);
    return { ...step, notarised: { ...way(trees[number] as BatchTree, step), root: number } };
  };
  return { steps: steps.map(wayOf), notary: { place: line.place, roots: roots.map((root) => ({ ...root })) } };
}

function way({ entries, ...tree }: BatchTree, { block, transaction, endorsed }: ProofStep) {
  const { event } = endorsedMessage(Buffer.from(endorsed.payload, 'base64'));
  const { factsRoot } = JSON.parse(event?.payload ?? '{}') as { readonly factsRoot?: string };
  const entry = entries.find(({ transactionId }) => transactionId === transaction);
  const siblings = entry === undefined || entry.factsRoot !== factsRoot ? null : pathOf({ entries, ...tree }, entry);
  if (entry === undefined || siblings === null) throw notCovered(block);
  return { index: entry.index, siblings: [...siblings] };
}

async function treeOf(source: BlockSource, { fromBlock, toBlock, root }: PublishedRoot): Promise<BatchTree> {
  const blocks: CommittedBlock[] = [];
  for await (const block of source.blocks(fromBlock)) {
    blocks.push(block);
    if (block.number >= toBlock) break;
  }
  const entries = blocks.flatMap(entriesOf);
  const tree = entries.length === 0 ? null : batchTree(entries);
  if (tree === null || tree.root !== root) throw notCovered(fromBlock);
  return tree;
}

const notCovered = (block: number): Fault => new Fault('CONDITION_UNMET', { condition: 'notarised', block });
