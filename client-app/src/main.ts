import './quietFabric';
import { contracts, withNodeClock } from '@tierline/chaincode';
import type { Msp, NetworkDefinition } from '@tierline/chaincode/api';
import { openEmbedded, type EmbeddedHost } from './adapters/embedded/openEmbedded';
import type { Session, Sessions } from './app/session';
import type { Identity, IdentityAttributes, Ledger } from './ports/ledger';
import { MemoryBooks } from './projection/memoryBooks';

/** How a ledger directory is opened. */
export interface OpenOptions {
  readonly directory: string;
  readonly network: NetworkDefinition;
  /** Milliseconds since 1970 UTC; the system's clock by default. */
  readonly now?: () => number;
}

/** An open ledger with its people. */
export interface OpenLedger {
  readonly sessions: Sessions;
  readonly host: EmbeddedHost;
  close(): Promise<void>;
}

/** Opens the embedded ledger: the one place where adapters are put together. @throws Fault as the ledger does */
export async function openLedger({ directory, network, now }: OpenOptions): Promise<OpenLedger> {
  const host = await openEmbedded({ directory, network, contracts, withNodeClock, ...(now === undefined ? {} : { now }) });
  return { sessions: sessionsOf(host), host, close: () => host.close() };
}

/** One connection for each identity, one set of books for each organisation. */
function sessionsOf(host: EmbeddedHost): Sessions {
  const connections = new Map<string, Ledger>();
  const books = new Map<Msp, MemoryBooks>();
  const people = new Map<string, { readonly identity: Identity; readonly attributes: IdentityAttributes }>();
  const open = async (identity: Identity, attributes: IdentityAttributes): Promise<Session> => {
    const ledger = connections.get(identity.name) ?? host.connect(identity);
    connections.set(identity.name, ledger);
    const known = books.get(identity.msp) ?? new MemoryBooks(ledger, host.network);
    books.set(identity.msp, known);
    await known.catchUp();
    return { identity, attributes, ledger, books: known, network: host.network, unreachable: new Set() };
  };
  return {
    network: host.network,
    users: () => host.identities.names(),
    as: async (user) => {
      const known = people.get(user) ?? await host.identities.find(user);
      people.set(user, known);
      return open(known.identity, known.attributes);
    },
    enrol: async (msp, user, attributes) => open(await host.identities.enrol(msp, user, attributes), attributes),
  };
}
