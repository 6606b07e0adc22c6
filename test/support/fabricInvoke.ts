import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Msp } from '@tierline/chaincode/api';
import type { Identity, Json } from '@tierline/client-app/dist/ports/ledger';
import { writeAll } from '@tierline/network/dist/certify';
import { mspFiles } from '@tierline/network/dist/files/mspFiles';
import { ordererOptions, organisationOf, run, type Ran } from '@tierline/network/dist/tools';
import type { TestNetwork } from './fabricNetwork';

const SALT_BYTES = 32;

/** A transaction that somebody gives to peers and the orderer himself, with Fabric's own program. */
export interface Invocation {
  /** `contract:method`. */
  readonly name: string;
  readonly input: Json;
  /** Who signs: an organisation's administrator, or the holder of a certificate. */
  readonly by: Msp | Identity;
  /** The organisations whose peers endorse it. */
  readonly at: readonly Msp[];
}

/** Runs `peer chaincode invoke`. It ends well when the peers endorse alike and an orderer takes it; what becomes of it a block tells. */
export async function invoked(network: TestNetwork, { name, input, by, at }: Invocation): Promise<Ran> {
  const { setting } = network;
  const { layout, nodes, programs, file } = setting;
  const transient = { input: Buffer.from(JSON.stringify(input)).toString('base64'), salt: randomBytes(SALT_BYTES).toString('base64') };
  const targets = at.flatMap((msp) => [
    '--peerAddresses',
    `${nodes.host}:${organisationOf(setting, msp).peer.port}`,
    '--tlsRootCertFiles',
    layout.rootOf(msp),
  ]);
  const args = ['chaincode', 'invoke', ...ordererOptions(setting), '-C', file.channel, '-n', file.chaincode, ...targets];
  const call = ['-c', JSON.stringify({ function: name, Args: [] }), '--transient', JSON.stringify(transient)];
  return run(programs.peer, [...args, ...call], {
    FABRIC_CFG_PATH: layout.client,
    FABRIC_LOGGING_SPEC: 'error',
    CORE_PEER_LOCALMSPID: typeof by === 'string' ? by : by.msp,
    CORE_PEER_MSPCONFIGPATH: typeof by === 'string' ? layout.adminOf(by) : await mspOf(network, by),
    CORE_PEER_TLS_ENABLED: 'true',
  });
}

/** A folder with which Fabric's program signs as a certificate's holder. */
async function mspOf({ setting: { layout } }: TestNetwork, { msp, certificate, privateKey }: Identity): Promise<string> {
  const folder = await mkdtemp(join(layout.directory, 'holder-'));
  await writeAll(mspFiles(folder, { root: await readFile(layout.rootOf(msp), 'utf8'), signer: { certificate, privateKey } }));
  return folder;
}
