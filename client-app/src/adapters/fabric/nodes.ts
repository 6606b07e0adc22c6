import { isIP } from 'node:net';
import { Client, User, type Channel, type Committer, type Endorser, type ServiceEndpoint } from 'fabric-common';
import type { Msp } from '@tierline/chaincode/api';
import type { FabricProfile, GrpcNode } from './profile';

const CONNECT_MS = 5_000;
/** States of a gRPC channel; unsettled are IDLE and CONNECTING. */
const READY = 2;
const UNSETTLED: ReadonlySet<number> = new Set([0, 1]);

const CONNECTION = {
  'grpc.initial_reconnect_backoff_ms': 250,
  'grpc.max_reconnect_backoff_ms': 5_000,
  // A peer cuts off whoever asks for a sign of life more often than once in a minute.
  'grpc.keepalive_time_ms': 65_000,
  'grpc-wait-for-ready-timeout': CONNECT_MS,
};

/** The nodes that an organisation's application speaks to; each connection is shared by all who sign through it. */
export interface Nodes {
  readonly client: Client;
  readonly peers: ReadonlyMap<Msp, Endorser>;
  readonly orderers: readonly Committer[];
}

/** A client that has no TLS certificate of its own and does not make one up. */
class PlainClient extends Client {
  override setTlsClientCertAndKey(): this {
    return this;
  }
}

/** A gRPC channel, as far as it tells how it is. */
interface Wire {
  getConnectivityState(tryToConnect: boolean): number;
  watchConnectivityState(current: number, deadlineMs: number, done: (error?: Error) => void): void;
}

/** What the library keeps of a node's connection. */
interface Wired {
  connected: boolean;
  readonly service: { getChannel(): Wire } | null;
}

/** Begins to connect to every node of a profile and answers at once: a node may be away. */
export function nodesOf(profile: FabricProfile): Nodes {
  const client = withoutArguments(() => new PlainClient(profile.msp));
  const channel = client.getChannel(profile.channel);
  const peers = new Map<Msp, Endorser>();
  for (const [msp, node] of Object.entries(profile.peers)) {
    const peer = client.getEndorser(node.name, msp);
    begin(client, peer, node);
    channel.addEndorser(peer);
    peers.set(msp, peer);
  }
  return { client, peers, orderers: profile.orderers.map((node) => ordererOf(client, channel, node)) };
}

function ordererOf(client: Client, channel: Channel, node: GrpcNode): Committer {
  const orderer = client.getCommitter(node.name, '');
  begin(client, orderer, node);
  channel.addCommitter(orderer);
  return orderer;
}

function begin(client: Client, endpoint: ServiceEndpoint, { name, url, tlsRoot }: GrpcNode): void {
  // TLS asks for a node by name, never by address: its certificate has its own name beside its host's.
  const named = isIP(new URL(url).hostname) === 0 ? {} : { 'ssl-target-name-override': name };
  const connecting = endpoint.connect(client.newEndpoint({ ...CONNECTION, ...named, url, pem: tlsRoot, requestTimeout: CONNECT_MS }));
  // A node that is away now is asked again by whoever needs it.
  connecting.catch(() => undefined);
}

/** The library reads its settings at first use from the program's arguments too, which are not meant for it. */
function withoutArguments<T>(work: () => T): T {
  const given = process.argv;
  process.argv = given.slice(0, 2);
  try {
    User.newCryptoSuite();
    return work();
  } finally {
    process.argv = given;
  }
}

/** Whether a node answers now. Waits for a connection that is being made; a broken one is told at once and mends by itself. */
export async function isReady(node: ServiceEndpoint): Promise<boolean> {
  const wired = node as unknown as Wired;
  const wire = wired.service?.getChannel();
  if (wire === undefined) return false;
  const deadlineMs = Date.now() + CONNECT_MS;
  let state = wire.getConnectivityState(true);
  while (UNSETTLED.has(state) && Date.now() < deadlineMs) {
    await changed(wire, state, deadlineMs);
    state = wire.getConnectivityState(true);
  }
  if (state !== READY) return false;
  wired.connected = true;
  return true;
}

function changed(wire: Wire, state: number, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => wire.watchConnectivityState(state, deadlineMs, () => resolve()));
}
