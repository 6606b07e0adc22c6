import { setTimeout as pause } from 'node:timers/promises';
import { Fault, type Msp } from '@tierline/chaincode/api';
import { peer } from './tools';
import type { Setting } from './setting';

const LOOK_MS = 200;
const LIMIT_MS = 60_000;

/** How many blocks of the channel an organisation's peer has; null when it does not say: it is down, or no member yet. */
export async function heightOf(setting: Setting, msp: Msp): Promise<number | null> {
  const { out, code } = await peer(setting, msp, ['channel', 'getinfo', '--channelID', setting.file.channel]);
  const height = /"height":\s*(\d+)/.exec(out)?.[1];
  return code === 0 && height !== undefined ? Number(height) : null;
}

/** Waits until the peers of some organisations have what others have now. @throws Fault UNAVAILABLE {reason: 'PEERS_BEHIND', peers, height} */
export async function caughtUp(setting: Setting, late: readonly Msp[], others: readonly Msp[]): Promise<void> {
  const known = await Promise.all(others.map((msp) => heightOf(setting, msp)));
  const height = Math.max(0, ...known.map((each) => each ?? 0));
  for (const limit = Date.now() + LIMIT_MS; ; await pause(LOOK_MS)) {
    const heights = await Promise.all(late.map((msp) => heightOf(setting, msp)));
    const behind = late.filter((_msp, index) => (heights[index] ?? 0) < height);
    if (behind.length === 0) return;
    if (Date.now() > limit) throw new Fault('UNAVAILABLE', { reason: 'PEERS_BEHIND', peers: behind, height });
  }
}
