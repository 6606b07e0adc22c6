import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { allRight, type Check } from './check';

const MEND = 'write the files anew: "npm run network -- down" and "npm run network -- up"';

/** A node's configuration as it lies on disk. */
export interface NodeSettings {
  readonly node: string;
  /** Where its configuration file is, YAML. */
  readonly file: string;
}

/** A value of a configuration file, by the names on the way to it. */
type Value = (...names: readonly string[]) => unknown;

/** What every peer's file must say, and why it is looked at. */
const PEER_RULES: readonly (readonly [string, string, (value: Value) => boolean])[] = [
  ['old proposals', 'TimeWindowCheck and ExpirationCheck among the filters', hasFilters],
  ['chaincode keepalive', '0: the shim of Node ends at a keepalive message', (value) => value('chaincode', 'keepalive') === 0],
  [
    'block gossip',
    'off: every peer takes its blocks from the orderers',
    (value) =>
      value('peer', 'gossip', 'orgLeader') === true &&
      value('peer', 'gossip', 'useLeaderElection') === false &&
      value('peer', 'gossip', 'state', 'enabled') === false &&
      value('peer', 'deliveryclient', 'blockGossipEnabled') === false,
  ],
  [
    'waiting for private values',
    'none before a block is committed: they are asked for afterwards',
    (value) =>
      millisecondsOf(value('peer', 'gossip', 'pvtData', 'pullRetryThreshold')) === 0 &&
      value('peer', 'gossip', 'pvtData', 'skipPullingInvalidTransactionsDuringCommit') === true &&
      value('peer', 'gossip', 'pvtData', 'reconciliationEnabled') === true,
  ],
  ['Docker', 'none: the health check would wait for it', (value) => value('vm', 'endpoint') === ''],
  ['TLS of the peers', 'on', (value) => value('peer', 'tls', 'enabled') === true],
];

/** Looks at every peer's core.yaml: one check for each rule, which names the peers that break it. */
export function peerChecks(peers: readonly NodeSettings[]): readonly Check[] {
  const read = peers.map(({ node, file }) => ({ node, value: valuesOf(file) }));
  return PEER_RULES.map(([name, want, isRight]) =>
    allRight(
      name,
      want,
      read.flatMap(({ node, value }) => (isRight(value) ? [] : [node])),
      MEND,
    ),
  );
}

/** Whether the ports on which nodes tell of themselves are all different; one in use twice keeps a node from starting. */
export function operationsCheck(nodes: readonly NodeSettings[]): Check {
  const holders = new Map<string, string[]>();
  const silent: string[] = [];
  for (const { node, file } of nodes) {
    const value = valuesOf(file);
    const address = value('operations', 'listenAddress') ?? value('Operations', 'ListenAddress');
    if (typeof address === 'string' && address !== '') holders.set(address, [...(holders.get(address) ?? []), node]);
    else silent.push(`${node} has none`);
  }
  const shared = [...holders].filter(([, names]) => names.length > 1).map(([address, names]) => `${address}: ${names.join(', ')}`);
  return allRight('operations ports', 'each node has its own', [...silent, ...shared], MEND);
}

function hasFilters(value: Value): boolean {
  const filters = value('peer', 'handlers', 'authFilters');
  if (!Array.isArray(filters)) return false;
  const names = filters.map((filter) => inside(filter, 'name'));
  return names.includes('TimeWindowCheck') && names.includes('ExpirationCheck');
}

function millisecondsOf(duration: unknown): number {
  const [, count, unit] = /^(\d+)(ms|s|m)$/.exec(String(duration)) ?? [];
  const factor = unit === 'ms' ? 1 : unit === 's' ? 1_000 : 60_000;
  return count === undefined ? Number.POSITIVE_INFINITY : Number(count) * factor;
}

/** The values of a file; a file that is not there has none. */
function valuesOf(file: string): Value {
  const whole: unknown = existsSync(file) ? parse(readFileSync(file, 'utf8')) : null;
  return (...names) => names.reduce(inside, whole);
}

function inside(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (Object.entries(value).find(([key]) => key === name)?.[1] as unknown) : undefined;
}
