import { setTimeout as pause } from 'node:timers/promises';
import type { OrdererNode } from '@tierline/network/dist/nodes';
import type { Setting } from '@tierline/network/dist/setting';

const LOOK_MS = 100;
const LIMIT_MS = 30_000;
const LEADS = /^consensus_etcdraft_is_leader\{[^}]*\} 1$/m;

/** The name of the orderer that leads, as the orderers' own metrics tell. @throws Error when none leads for half a minute */
export async function leaderOf({ nodes }: Setting): Promise<string> {
  for (const limit = Date.now() + LIMIT_MS; Date.now() < limit; await pause(LOOK_MS)) {
    const told = await Promise.all(nodes.orderers.map(async (orderer) => ({ orderer, metrics: await metricsOf(nodes.host, orderer) })));
    const leaders = told.filter(({ metrics }) => LEADS.test(metrics)).map(({ orderer }) => orderer.name);
    if (leaders.length === 1) return leaders[0] ?? '';
  }
  throw new Error('no orderer leads');
}

/** Empty while the orderer is down. */
async function metricsOf(host: string, { operationsPort }: OrdererNode): Promise<string> {
  try {
    return await (await fetch(`http://${host}:${operationsPort}/metrics`)).text();
  } catch (error) {
    if (error instanceof TypeError) return '';
    throw error;
  }
}
