import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { common } from '@hyperledger/fabric-protos';
import { withApplicationsPolicy, type ConfigGroup, type OrganisationRoot } from './applicationsPolicy';
import { CHANNEL_PROFILE, configtxYaml } from './configtxYaml';
import type { NetworkFiles } from './coreYaml';
import { required, run } from '../tools';

const DOING = "making the channel's first block";

/** What the first block is made with. */
export interface BlockTools extends NetworkFiles {
  readonly programs: { readonly configtxgen: string; readonly configtxlator: string };
}

/** A first block, as configtxlator writes it: one transaction with the channel's configuration. */
interface BlockJson {
  readonly data: { readonly data: readonly [ConfigEnvelope] };
}

interface ConfigEnvelope {
  readonly payload: { readonly data: { readonly config: { readonly channel_group: ConfigGroup } } };
}

/**
 * Writes configtx.yaml and the channel's first block from it, with the policy that its language cannot say. Every organisation's MSP
 * and the orderers' certificates must be there. The file appears whole or not at all.
 *
 * @throws Fault UNAVAILABLE {reason: 'PROGRAM_FAILED'} when one of Fabric's programs refuses
 */
export async function makeChannelBlock(tools: BlockTools): Promise<void> {
  const { file, layout, programs } = tools;
  await writeFile(layout.configtx, configtxYaml(tools));
  const folder = await mkdtemp(join(layout.directory, 'channel-'));
  try {
    const raw = join(folder, 'raw.block');
    const args = ['-profile', CHANNEL_PROFILE, '-channelID', file.channel, '-outputBlock', raw];
    await required(DOING, run(programs.configtxgen, args, { FABRIC_CFG_PATH: layout.directory, FABRIC_LOGGING_SPEC: 'error' }));
    const made = join(folder, 'channel.block');
    await writeFile(made, await withPolicy(await readFile(raw), await rootsOf(tools), new Translator(programs.configtxlator, folder)));
    await rename(made, layout.channelBlock);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The organisations that have applications, with their roots as they lie on disk. */
export function rootsOf({ nodes, layout }: Pick<NetworkFiles, 'nodes' | 'layout'>): Promise<readonly OrganisationRoot[]> {
  return Promise.all(nodes.organisations.map(async ({ msp }) => ({ msp, rootPem: await readFile(layout.rootOf(msp), 'utf8') })));
}

async function withPolicy(raw: Buffer, organisations: readonly OrganisationRoot[], translator: Translator): Promise<Buffer> {
  const block = await translator.decoded<BlockJson>('common.Block', raw);
  const [envelope] = block.data.data;
  const { data } = envelope.payload;
  const config = { ...data.config, channel_group: withApplicationsPolicy(data.config.channel_group, organisations) };
  const changed = { ...envelope, payload: { ...envelope.payload, data: { ...data, config } } };
  return withDataHash(await translator.encoded('common.Block', { ...block, data: { data: [changed] } }));
}

/** The header names its transactions by their bytes, and an orderer refuses a block where that is not so. */
function withDataHash(bytes: Buffer): Buffer {
  const block = common.Block.deserializeBinary(bytes);
  const hash = createHash('sha256');
  for (const each of block.getData()?.getDataList_asU8() ?? []) hash.update(each);
  block.getHeader()?.setDataHash(hash.digest());
  return Buffer.from(block.serializeBinary());
}

/** Fabric's messages as JSON and back, by configtxlator. */
export class Translator {
  constructor(
    private readonly program: string,
    /** For its files; whoever made it removes it. */
    private readonly folder: string,
  ) {}

  /** A message as JSON. @throws Fault UNAVAILABLE {reason: 'PROGRAM_FAILED'} */
  async decoded<T>(type: string, bytes: Buffer): Promise<T> {
    return JSON.parse(String(await this.#translated('proto_decode', type, bytes))) as T;
  }

  /** A message as bytes. @throws Fault UNAVAILABLE {reason: 'PROGRAM_FAILED'} */
  encoded(type: string, value: unknown): Promise<Buffer> {
    return this.#translated('proto_encode', type, JSON.stringify(value));
  }

  async #translated(direction: string, type: string, content: string | Buffer): Promise<Buffer> {
    const [input, output] = [join(this.folder, 'input'), join(this.folder, 'output')];
    await writeFile(input, content);
    await required(DOING, run(this.program, [direction, '--type', type, '--input', input, '--output', output]));
    return readFile(output);
  }
}
