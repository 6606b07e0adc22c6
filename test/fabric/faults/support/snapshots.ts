import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Msp } from '@tierline/chaincode/api';
import { heightOf } from '@tierline/network/dist/heights';
import type { Setting } from '@tierline/network/dist/setting';
import { organisationOf, peer, required, run } from '@tierline/network/dist/tools';
import type { PeerState } from './checkers';

const LOOK_MS = 200;
const LEVEL_MS = 30_000;
const SNAPSHOT_MS = 60_000;

/** How far every peer is, as soon as they are level or half a minute has passed, with a snapshot of each there. */
export async function peerStates(setting: Setting): Promise<readonly PeerState[]> {
  const msps = setting.nodes.organisations.map(({ msp }) => msp);
  const heights = await levelHeights(setting, msps);
  return Promise.all(
    msps.map(async (msp, index) => {
      const height = heights[index] ?? null;
      return { msp, height, snapshotHash: height === null ? '' : await snapshotHash(await snapshotOf(setting, msp, height - 1)) };
    }),
  );
}

async function levelHeights(setting: Setting, msps: readonly Msp[]): Promise<readonly (number | null)[]> {
  for (const limit = Date.now() + LEVEL_MS; ; await pause(LOOK_MS)) {
    const heights = await Promise.all(msps.map((msp) => heightOf(setting, msp)));
    if ((new Set(heights).size === 1 && heights[0] !== null) || Date.now() > limit) return heights;
  }
}

/** The folder of a peer's snapshot after its newest block, which nothing follows meanwhile. @throws Error after a minute */
async function snapshotOf(setting: Setting, msp: Msp, block: number): Promise<string> {
  const { layout, nodes, file } = setting;
  const folder = join(layout.peerOf(msp).data, 'snapshots/completed', file.channel, String(block));
  if (existsSync(folder)) return folder;
  const address = `${nodes.host}:${organisationOf(setting, msp).peer.port}`;
  const place = ['--peerAddress', address, '--tlsRootCertFile', layout.rootOf(msp)];
  await required(
    `asking ${msp} for a snapshot`,
    peer(setting, msp, ['snapshot', 'submitrequest', '-c', file.channel, '-b', '0', ...place]),
  );
  for (const limit = Date.now() + SNAPSHOT_MS; !existsSync(folder); await pause(LOOK_MS)) {
    if (Date.now() > limit) throw new Error(`${msp} made no snapshot of block ${block}`);
  }
  return folder;
}

async function snapshotHash(folder: string): Promise<string> {
  const text = await readFile(join(folder, '_snapshot_additional_metadata.json'), 'utf8');
  return (JSON.parse(text) as { readonly snapshot_hash: string }).snapshot_hash;
}

/** What Fabric's own program says when it compares the newest snapshots of two peers: empty when they are the same. */
export async function ledgersDiffer(setting: Setting, one: Msp, other: Msp): Promise<string> {
  const block = ((await heightOf(setting, one)) ?? 0) - 1;
  const folders = await Promise.all([one, other].map((msp) => snapshotOf(setting, msp, block)));
  const output = await mkdtemp(join(tmpdir(), 'tierline-compare-'));
  try {
    const { out, err } = await run(join(dirname(setting.programs.peer), 'ledgerutil'), ['compare', ...folders, '-o', output]);
    const said = `${out}${err}`.trim();
    return /hashes were the same/.test(said) ? '' : said;
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}
