import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@tierline/chaincode/api';
import { makeChannelBlock } from './files/channelBlock';
import type { OrdererNode, OrganisationNodes } from './nodes';
import type { Setting } from './setting';
import { osnadmin, peer, required } from './tools';

const LOOK_MS = 200;
const LEADER_LIMIT_MS = 30_000;

/** Makes the channel's first block, once. */
export async function prepareChannel(setting: Setting): Promise<void> {
  if (!existsSync(setting.layout.channelBlock)) await makeChannelBlock(setting);
}

/** Has every orderer and every peer join the channel, and waits until the orderers have agreed on a leader. @throws Fault */
export async function joinChannel(setting: Setting): Promise<void> {
  const { nodes, progress, file } = setting;
  await Promise.all(nodes.orderers.map((orderer) => joinOrderer(setting, orderer)));
  await Promise.all(nodes.organisations.map((organisation) => joinPeer(setting, organisation)));
  await takesTransactions(setting);
  progress(`channel ${file.channel}: ${nodes.orderers.length} orderers (${file.fabric.consensus}), ${nodes.organisations.length} peers`);
}

async function joinOrderer(setting: Setting, orderer: OrdererNode): Promise<void> {
  const { file, layout } = setting;
  if ((await stateOf(setting, orderer)) !== null) return;
  const args = ['channel', 'join', '--channelID', file.channel, '--config-block', layout.channelBlock];
  const out = await required(`joining ${orderer.name} to the channel`, osnadmin(setting, orderer, args));
  if (!out.includes('Status: 201'))
    throw new Fault('UNAVAILABLE', { reason: 'PROGRAM_FAILED', doing: `joining ${orderer.name}`, said: out });
}

/** What an orderer says of the channel; null when it has not joined. @throws Fault UNAVAILABLE when it does not answer */
export async function stateOf(setting: Setting, orderer: OrdererNode): Promise<string | null> {
  const args = ['channel', 'list', '--channelID', setting.file.channel];
  const out = await required(`asking ${orderer.name}`, osnadmin(setting, orderer, args));
  return /"status":\s*"(\w+)"/.exec(out)?.[1] ?? null;
}

/** Has a peer join, unless it has. */
export async function joinPeer(setting: Setting, { msp }: OrganisationNodes): Promise<void> {
  const { layout, file } = setting;
  const joined = await required(`asking ${msp} for its channels`, peer(setting, msp, ['channel', 'list']));
  if (joined.split('\n').includes(file.channel)) return;
  await required(`joining the peer of ${msp} to the channel`, peer(setting, msp, ['channel', 'join', '-b', layout.channelBlock]));
}

/** Waits until every orderer that is up takes part. A raft without a leader refuses what is sent to it. */
async function takesTransactions(setting: Setting): Promise<void> {
  const until = Date.now() + LEADER_LIMIT_MS;
  for (;;) {
    const states = await Promise.all(setting.nodes.orderers.map((orderer) => stateOf(setting, orderer)));
    if (states.every((state) => state === 'active')) return;
    if (Date.now() > until) throw new Fault('UNAVAILABLE', { reason: 'ORDERERS_NOT_ACTIVE', states: states.map(String) });
    await sleep(LOOK_MS);
  }
}
