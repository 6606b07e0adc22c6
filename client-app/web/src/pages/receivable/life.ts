import type { Trace, TraceNode } from '../../api/answers';

/** A token of the tree, with how deep it lies. */
export interface Branch {
  readonly node: TraceNode;
  readonly depth: number;
}

/** All tokens of a tree, each above those that were cut from it. */
export function branchesOf({ tokens }: Trace): readonly Branch[] {
  const below = (nodes: readonly TraceNode[], depth: number): readonly Branch[] =>
    nodes.flatMap((node) => [{ node, depth }, ...below(node.children, depth + 1)]);
  return below(tokens, 0);
}

/** Tokens that are there now, or were paid out or cancelled: the leaves, which partition the face. */
export function isLeaf({ state }: TraceNode): boolean {
  return state !== 'CUT' && state !== 'JOINED';
}

/** The range of a token inside the face: `SEED-0001-01:0-500`. */
export function rangeOf(token: string): { readonly from: bigint; readonly to: bigint } {
  const [from = '0', to = '0'] = (token.split(':')[1] ?? '').split('-');
  return { from: BigInt(from), to: BigInt(to) };
}
