import type { Msp } from '@tierline/chaincode/api';
import type { Position, RecordReader } from './books';
import type { Arrived, MissingWrite, ProjectedBlock } from './projected';

/** Where the read model is kept. Written by the projector alone. */
export interface ReadStore {
  /** Keeps the digest of the network for which the rows are made, unless one is kept; answers the one that is kept. */
  boundTo(network: string): Promise<string>;
  /** How far it is written: saved in the same database transaction as the rows. */
  position(): Promise<Position>;
  /** The hash of a block that was written, or null. */
  hashOf(block: number): Promise<string | null>;
  /**
   * Writes blocks that follow the position, all or nothing, the position included.
   * @throws Fault UNAVAILABLE {reason: 'READ_MODEL', ...} when the database cannot be had; nothing was written then
   */
  apply(blocks: readonly ProjectedBlock[]): Promise<void>;
  /** Missing writes, at most `limit`: those that were answered here least often, and of them the oldest. */
  missing(limit: number): Promise<readonly MissingWrite[]>;
  /** Writes what was missing and has come; a newer form of the same record stays the current one. */
  fill(arrived: readonly Arrived[]): Promise<void>;
  /** The records that an organisation may see. */
  readerFor(msp: Msp): RecordReader;
}
