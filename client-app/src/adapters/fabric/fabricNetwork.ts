import type { Msp } from '@tierline/chaincode/api';
import type { Identity } from '../../ports/ledger';
import type { FabricApplication } from './application';
import { CallGate } from '../callGate';
import { notAuthorised } from '../localCa/membership';
import type { Known } from './peerBlocks';

/** Calls under way at a time, at most: a peer answers 2,500. */
const MAX_CALLS = 2_000;
/** Longest wait for calls under way when the ledger is closed. */
const CLOSING_MS = 10_000;

/** What all connections to a Fabric network share in one process. */
export interface FabricNetworkParts {
  /** By organisation. */
  readonly applications: ReadonlyMap<Msp, FabricApplication>;
  readonly known: Known;
  /** Source of salts. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Longest wait for a peer's endorsement. */
  readonly endorseMs: number;
  /** Longest wait for a transaction to be seen in a block. */
  readonly commitMs: number;
}

/** See {@link FabricNetworkParts}. */
export class FabricNetwork {
  readonly gate = new CallGate(MAX_CALLS, CLOSING_MS);

  constructor(private readonly parts: FabricNetworkParts) {}

  get known(): Known {
    return this.parts.known;
  }
  get endorseMs(): number {
    return this.parts.endorseMs;
  }
  get commitMs(): number {
    return this.parts.commitMs;
  }

  randomBytes(count: number): Uint8Array {
    return this.parts.randomBytes(count);
  }

  /** The application of an identity's organisation. @throws Fault NOT_AUTHORISED with `reason` UNKNOWN_ORGANISATION */
  application(identity: Identity): FabricApplication {
    const application = this.parts.applications.get(identity.msp);
    if (application === undefined) throw notAuthorised(identity, 'UNKNOWN_ORGANISATION');
    return application;
  }

  /** Waits, not for long, until the peers of organisations that this process reads have what it knows to be committed. */
  async caughtUp(msps: readonly Msp[]): Promise<void> {
    for (const msp of new Set(msps)) await this.parts.applications.get(msp)?.blocks.caughtUp();
  }
}
