import '../../quietFabric';
import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { Fault, type Msp, type NetworkDefinition } from '@tierline/chaincode/api';
import type { BlockSource, Identities, Identity, LedgerHost } from '../../ports/ledger';
import { FabricApplication } from './application';
import { FabricLedger } from './fabricLedger';
import { FabricNetwork } from './fabricNetwork';
import { Known } from './peerBlocks';
import type { Profiles } from './profile';

const ENDORSE_MS = 30_000;
const COMMIT_MS = 30_000;

/** How a Fabric network is connected to. */
export interface FabricOptions {
  readonly network: NetworkDefinition;
  /** The organisations that this process is the application of, each with the nodes that it speaks to. */
  readonly profiles: Profiles;
  /** The people of those organisations. */
  readonly identities: Identities;
  /** Each organisation's application identity, which may read full blocks. */
  readonly applications: ReadonlyMap<Msp, Identity>;
  /** Source of salts; node:crypto by default. */
  readonly randomBytes?: (count: number) => Uint8Array;
  /** Told in a line of a peer that does not answer, and of its return. */
  readonly note?: (line: string) => void;
  /** Longest wait for a peer's endorsement, milliseconds; 30 s by default, as long as a peer lets a contract run. */
  readonly endorseMs?: number;
  /** Longest wait for an ordered transaction to be seen in a block, milliseconds; 30 s by default. */
  readonly commitMs?: number;
}

/** A connection to a Fabric network. */
export interface FabricHost extends LedgerHost {
  readonly network: NetworkDefinition;
}

/**
 * Connects to a Fabric network. Answers at once: nodes that are away are told by the calls that need them.
 * @throws Fault NOT_FOUND {kind: 'application', id} for an organisation without an application identity
 */
export async function openFabric(options: FabricOptions): Promise<FabricHost> {
  const { network, profiles, note = () => undefined } = options;
  const closing = new AbortController();
  // Everybody who waits for a block listens for the end too.
  setMaxListeners(0, closing.signal);
  const known = new Known();
  const applications = new Map<Msp, FabricApplication>();
  for (const [msp, profile] of profiles) {
    const identity = options.applications.get(msp);
    if (identity === undefined) throw new Fault('NOT_FOUND', { kind: 'application', id: msp });
    applications.set(msp, new FabricApplication({ network, profile, identity, known, note, closing: closing.signal }));
  }
  const shared = new FabricNetwork({
    applications,
    known,
    randomBytes: options.randomBytes ?? randomBytes,
    endorseMs: options.endorseMs ?? ENDORSE_MS,
    commitMs: options.commitMs ?? COMMIT_MS,
  });
  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await shared.gate.shut();
    closing.abort();
    await Promise.all([...applications.values()].map((application) => application.close()));
  };
  return {
    network,
    identities: options.identities,
    connect: (identity) => new FabricLedger(shared, identity),
    stream: (msp) => streamOf(applications, msp),
    close: () => (closed ??= close()),
  };
}

function streamOf(applications: ReadonlyMap<Msp, FabricApplication>, msp: Msp): BlockSource {
  const application = applications.get(msp);
  if (application === undefined) throw new Fault('NOT_FOUND', { kind: 'application', id: msp });
  return application.blocks;
}
