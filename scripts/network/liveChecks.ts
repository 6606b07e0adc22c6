import { faultIn } from '@tierline/chaincode/api';
import { deployedOf, ownChaincode } from './chaincode';
import { stateOf } from './channel';
import { committed } from './definition';
import { allRight, type Check } from './files/checks/check';
import { askHealth, type Health } from './health';
import { heightOf } from './heights';
import { namesOf } from './oneNode';
import { SUPERVISOR } from './processes/startSupervisor';
import { runningOf } from './running';
import type { Setting } from './setting';

/** Blocks that a peer may be behind: more than one batch under way. */
const MAX_BEHIND = 5;
/** Contracts refuse a transaction whose time is 6 minutes off; this leaves room. */
const MAX_CLOCK_MS = 60_000;
const RESTART = 'start it: "npm run network -- up", and look why it ended: "npm run network -- logs NODE"';

/** Looks at the nodes of a network: what runs, what answers, and whether all agree. */
export async function liveChecks(setting: Setting): Promise<readonly Check[]> {
  const running = await runningOf(setting.processes);
  const deployed = await deployedOf(setting, ownChaincode(setting).name);
  const expected = [...namesOf(setting.nodes, deployed?.build ?? null), SUPERVISOR];
  const down = expected.filter((name) => !running.has(name)).map((name) => `${name} is down`);
  const health = await Promise.all(operationsOf(setting).map((each) => askHealth({ ...each, host: setting.nodes.host })));
  return [
    allRight('nodes', `${expected.length} run`, down, RESTART),
    healthCheck(health),
    clockCheck(health),
    await orderersCheck(setting, running),
    await heightsCheck(setting, running),
    await definitionCheck(setting, running),
  ];
}

function operationsOf({
  nodes: { orderers, authority, organisations },
}: Setting): readonly { readonly name: string; readonly port: number }[] {
  const own = [...orderers, authority, ...organisations.flatMap((each) => [each.authority, each.peer])];
  return own.map(({ name, operationsPort }) => ({ name, port: operationsPort }));
}

function healthCheck(health: readonly Health[]): Check {
  const wrong = health.flatMap(({ name, problem }) => (problem === null ? [] : [`${name} ${problem}`]));
  return allRight('health', `${health.length} nodes say that they are well`, wrong, RESTART);
}

function clockCheck(health: readonly Health[]): Check {
  const wrong = health.flatMap(({ name, clockMs }) =>
    clockMs === null || Math.abs(clockMs) <= MAX_CLOCK_MS ? [] : [`${name} is ${Math.round(clockMs / 1000)} s off`],
  );
  return allRight('clocks', 'within a minute of this machine', wrong, 'set the clocks by NTP: transactions are refused otherwise');
}

async function orderersCheck(setting: Setting, running: ReadonlySet<string>): Promise<Check> {
  const orderers = setting.nodes.orderers.filter(({ name }) => running.has(name));
  const states = await Promise.all(
    orderers.map(async (orderer) => ({ name: orderer.name, state: await orNull(stateOf(setting, orderer)) })),
  );
  const wrong = states.filter(({ state }) => state !== 'active').map(({ name, state }) => `${name} is ${state ?? 'silent'}`);
  const few =
    orderers.length * 2 > setting.nodes.orderers.length ? [] : [`only ${orderers.length} of ${setting.nodes.orderers.length} run`];
  return allRight('orderers', 'most run, and each is active in the channel', [...few, ...wrong], RESTART);
}

async function heightsCheck(setting: Setting, running: ReadonlySet<string>): Promise<Check> {
  const peers = setting.nodes.organisations.filter(({ peer }) => running.has(peer.name));
  const heights = await Promise.all(peers.map(async ({ msp, peer }) => ({ name: peer.name, height: await heightOf(setting, msp) })));
  const most = Math.max(0, ...heights.map(({ height }) => height ?? 0));
  const wrong = heights
    .filter(({ height }) => most - (height ?? 0) > MAX_BEHIND)
    .map(({ name, height }) => (height === null ? `${name} does not say` : `${name} has ${height} of ${most}`));
  const none = peers.length === 0 ? ['no peer runs'] : [];
  const mend = 'see that it reaches the orderers: "npm run network -- logs NODE"; it catches up by itself';
  return allRight("the peers' blocks", `within ${MAX_BEHIND} of each other`, [...none, ...wrong], mend);
}

async function definitionCheck(setting: Setting, running: ReadonlySet<string>): Promise<Check> {
  const name = ownChaincode(setting).name;
  const want = 'in force, and approved by every organisation';
  const mend = '"npm run network -- up" completes it';
  const asked = setting.nodes.organisations[0]?.peer.name ?? '';
  if (!running.has(asked)) return allRight(`chaincode ${name}`, want, [`${asked} is not there to be asked`], RESTART);
  const definition = await orNull(committed(setting, name));
  const lacking = setting.nodes.organisations
    .filter(({ msp }) => definition?.approvals[msp] !== true)
    .map((each) => `${each.name} has not approved`);
  return allRight(`chaincode ${name}`, want, (definition?.sequence ?? 0) === 0 ? ['not in force'] : lacking, mend);
}

/** A node that does not answer is a finding, not a failure of the doctor. */
function orNull<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (faultIn(error) === null) throw error;
    return null;
  });
}
