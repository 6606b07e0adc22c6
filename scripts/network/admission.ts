import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Msp } from '@tierline/chaincode/api';
import { withApplicationsPolicy, type ConfigGroup } from './files/applicationsPolicy';
import { rootsOf, Translator } from './files/channelBlock';
import { printedOrganisation } from './files/configtxYaml';
import { organisationOf, ordererOptions, peer, required, run, type Ran } from './tools';
import type { Setting } from './setting';

/** An envelope that holds a change of a channel's configuration. */
const CONFIG_UPDATE = 2;
const LEADER_LIMIT_MS = 30_000;
const LOOK_MS = 200;

interface ChannelConfig {
  readonly channel_group: ConfigGroup;
}

interface ConfigBlock {
  readonly data: { readonly data: readonly [{ readonly payload: { readonly data: { readonly config: ChannelConfig } } }] };
}

/**
 * Makes those organisations of the network members of its channel that are none yet: their certificates, their anchor peers, their
 * applications' right to read blocks. Most members' administrators sign. Their certificates must be there.
 *
 * @returns who was admitted now @throws Fault UNAVAILABLE {reason: 'PROGRAM_FAILED'}
 */
export async function admit(setting: Setting): Promise<readonly Msp[]> {
  const folder = await mkdtemp(join(setting.layout.directory, 'admission-'));
  try {
    const translator = new Translator(setting.programs.configtxlator, folder);
    const config = await configOf(setting, folder, translator);
    const members = Object.keys(applicationOf(config).groups ?? {});
    const lacking = setting.nodes.organisations.map(({ msp }) => msp).filter((msp) => !members.includes(msp));
    if (lacking.length === 0) return [];
    const wanted = await widened(setting, config, lacking, folder);
    const file = join(folder, 'update.pb');
    await writeFile(file, await updateOf(setting, { folder, translator }, config, wanted));
    await agree(setting, members, file);
    return lacking;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function configOf(setting: Setting, folder: string, translator: Translator): Promise<ChannelConfig> {
  const file = join(folder, 'config.block');
  await required("asking for the channel's configuration", fetched(setting, file));
  const block = await translator.decoded<ConfigBlock>('common.Block', await readFile(file));
  return block.data.data[0].payload.data.config;
}

/** Orderers that have just been started give nothing away before they have a leader. */
async function fetched(setting: Setting, file: string): Promise<Ran> {
  const [first] = setting.nodes.organisations;
  const args = ['channel', 'fetch', 'config', file, '--channelID', setting.file.channel, ...ordererOptions(setting)];
  for (const limit = Date.now() + LEADER_LIMIT_MS; ; await pause(LOOK_MS)) {
    const ran = await peer(setting, first?.msp ?? '', args);
    if (ran.code === 0 || !ran.err.includes('SERVICE_UNAVAILABLE') || Date.now() > limit) return ran;
  }
}

function applicationOf({ channel_group: { groups } }: ChannelConfig): ConfigGroup {
  const application = groups?.['Application'];
  if (application === undefined) throw new Error('the channel has no applications');
  return application;
}

async function widened(setting: Setting, config: ChannelConfig, lacking: readonly Msp[], folder: string): Promise<ChannelConfig> {
  const application = applicationOf(config);
  const fresh = await Promise.all(lacking.map(async (msp) => [msp, await printed(setting, msp, folder)] as const));
  const groups = { ...application.groups, ...Object.fromEntries(fresh) };
  const { channel_group: whole } = config;
  const larger = { ...whole, groups: { ...whole.groups, Application: { ...application, groups } } };
  return { ...config, channel_group: withApplicationsPolicy(larger, await rootsOf(setting)) };
}

/** An organisation's part of the configuration. */
async function printed(setting: Setting, msp: Msp, folder: string): Promise<ConfigGroup> {
  const own = await mkdtemp(join(folder, 'organisation-'));
  await writeFile(join(own, 'configtx.yaml'), printedOrganisation(setting, organisationOf(setting, msp)));
  const environment = { FABRIC_CFG_PATH: own, FABRIC_LOGGING_SPEC: 'error' };
  const out = await required(`describing ${msp} for the channel`, run(setting.programs.configtxgen, ['-printOrg', msp], environment));
  return JSON.parse(out) as ConfigGroup;
}

interface Work {
  readonly folder: string;
  readonly translator: Translator;
}

/** The change from one configuration to another, in an envelope that is not signed. */
async function updateOf(
  { file: { channel }, programs }: Setting,
  { folder, translator }: Work,
  before: ChannelConfig,
  after: ChannelConfig,
): Promise<Buffer> {
  const [original, updated, update] = [join(folder, 'original.pb'), join(folder, 'updated.pb'), join(folder, 'difference.pb')];
  await writeFile(original, await translator.encoded('common.Config', before));
  await writeFile(updated, await translator.encoded('common.Config', after));
  const args = ['compute_update', '--channel_id', channel, '--original', original, '--updated', updated, '--output', update];
  await required("working out the channel's change", run(programs.configtxlator, args));
  const content = await translator.decoded<object>('common.ConfigUpdate', await readFile(update));
  const header = { channel_header: { channel_id: channel, type: CONFIG_UPDATE } };
  return translator.encoded('common.Envelope', { payload: { header, data: { config_update: content } } });
}

/** More than half of the members sign; the last of them sends it in. */
async function agree(setting: Setting, members: readonly Msp[], file: string): Promise<void> {
  const signers = members.slice(0, Math.floor(members.length / 2) + 1);
  const sender = signers.at(-1) ?? '';
  for (const msp of signers.slice(0, -1)) {
    await required(`signing the channel's change for ${msp}`, peer(setting, msp, ['channel', 'signconfigtx', '-f', file]));
  }
  const args = ['channel', 'update', '--channelID', setting.file.channel, '-f', file, ...ordererOptions(setting)];
  await required("changing the channel's members", peer(setting, sender, args));
}
