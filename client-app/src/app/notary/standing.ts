import type { BlockSource } from '../../ports/ledger';
import type { ChainLook, NotarySettings } from '../../ports/notary';
import { Gathering } from './gathering';

/** How far the roots of a ledger are. */
export interface RootsStanding {
  /** How many blocks the ledger has. */
  readonly ledgerHeight: number;
  /** Blocks of the ledger after the newest confirmed root. */
  readonly blocksBehind: number;
  /** Endorsed transactions in them, as many as one batch takes at most. */
  readonly waiting: number;
}

/** The first block that no confirmed root covers. */
export function nextBlock(look: ChainLook | null, { firstBlock }: Pick<NotarySettings, 'firstBlock'>): number {
  const confirmed = look?.confirmed ?? null;
  return confirmed === null ? firstBlock : confirmed.toBlock + 1;
}

/** How far the roots are, without a notary at work. */
export async function standingOf(source: BlockSource, look: ChainLook, settings: NotarySettings): Promise<RootsStanding> {
  const next = nextBlock(look, settings);
  const { entries } = await new Gathering(source).readFrom(next);
  const ledgerHeight = await source.height();
  return { ledgerHeight, blocksBehind: Math.max(0, ledgerHeight - next), waiting: entries };
}
