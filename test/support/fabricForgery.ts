import '@tierline/client-app/dist/quietFabric';
import { createPrivateKey, randomBytes, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Commit, Committer } from 'fabric-common';
import { kvrwset, msp as identities, protos, rwset } from 'fabric-protos';
import { Fault, type Msp } from '@tierline/chaincode/api';
import { readApplication } from '@tierline/client-app/dist/adapters/fabric/applicationFolder';
import { agreed } from '@tierline/client-app/dist/adapters/fabric/endorsed';
import { Gateways } from '@tierline/client-app/dist/adapters/fabric/gateways';
import { isReady, nodesOf, type Nodes } from '@tierline/client-app/dist/adapters/fabric/nodes';
import type { FabricProfile } from '@tierline/client-app/dist/adapters/fabric/profile';
import { peersOf, propose } from '@tierline/client-app/dist/adapters/fabric/proposals';
import { lowSignature } from '@tierline/client-app/dist/adapters/lowSignature';
import type { Identity, Json } from '@tierline/client-app/dist/ports/ledger';
import { MSP_FILES } from '@tierline/network/dist/files/mspFiles';
import type { TestNetwork } from './fabricNetwork';

const HASH_BYTES = 32;
const TIMEOUT_MS = 10_000;

/** An endorsement as the library keeps it until it is ordered. */
interface Kept {
  _proposalResponses: Endorsed[];
}
interface Endorsed {
  readonly payload: Uint8Array;
  readonly response: object;
  readonly endorsement: { readonly endorser: Uint8Array; readonly signature: Uint8Array };
}

/** What a member whose peer's key is its own may sign: a private write whose value nobody ever gets. */
export interface Withheld {
  /** Who submits it, and a transaction that it may submit: its write set is thrown away. */
  readonly identity: Identity;
  readonly name: string;
  readonly input: Json;
  /** The organisation whose peer's key signs. */
  readonly member: Msp;
  readonly collection: string;
  /** Lower-case hex. */
  readonly keyHash: string;
}

/** An organisation that forges what its own peer endorses. */
export class Forger {
  private constructor(
    private readonly profile: FabricProfile,
    private readonly nodes: Nodes,
    private readonly gateways: Gateways,
    private readonly signer: { readonly endorser: Buffer; readonly key: KeyObject },
  ) {}

  /** @param member the organisation: the key of its peer is read from the peer's folder */
  static async of({ directory, setting: { layout } }: TestNetwork, member: Msp): Promise<Forger> {
    const { profile } = await readApplication(directory, member);
    const nodes = nodesOf(profile);
    const folder = layout.peerOf(member).msp;
    const certificate = await readFile(join(folder, MSP_FILES.certificate));
    const endorser = Buffer.from(identities.SerializedIdentity.encode({ mspid: member, id_bytes: certificate }).finish());
    const key = createPrivateKey(await readFile(join(folder, MSP_FILES.key)));
    return new Forger(profile, nodes, new Gateways(nodes, profile.channel), { endorser, key });
  }

  /** Makes a transaction ready for an orderer; the answer sends it. */
  async forged({ identity, name, input, member, collection, keyHash }: Withheld): Promise<() => Promise<void>> {
    const { chaincode } = this.profile;
    const transient = { input: Buffer.from(JSON.stringify(input)), salt: randomBytes(HASH_BYTES) };
    const connection = await this.gateways.of(identity);
    const { context, endorsement, answers } = await propose(connection, peersOf(this.nodes, [member]), {
      chaincode,
      name,
      transient,
      timeoutMs: TIMEOUT_MS,
    });
    agreed(answers);
    const kept = endorsement as unknown as Kept;
    kept._proposalResponses = kept._proposalResponses.map((each) => this.#resigned(each, collection, keyHash));
    const commit = endorsement.newCommit();
    commit.build(context);
    commit.sign(context);
    return () => this.#order(commit);
  }

  close(): void {
    this.nodes.client.close();
  }

  #resigned({ payload, response }: Endorsed, collection: string, keyHash: string): Endorsed {
    const whole = protos.ProposalResponsePayload.decode(payload);
    const action = protos.ChaincodeAction.decode(whole.extension);
    action.results = resultsOf(this.profile.chaincode, collection, Buffer.from(keyHash, 'hex'));
    whole.extension = protos.ChaincodeAction.encode(action).finish();
    const forged = Buffer.from(protos.ProposalResponsePayload.encode(whole).finish());
    const { endorser, key } = this.signer;
    const signature = lowSignature(Buffer.concat([forged, endorser]), key);
    return { payload: forged, response, endorsement: { endorser, signature } };
  }

  async #order(commit: Commit): Promise<void> {
    const [orderer] = this.nodes.orderers as [Committer];
    await isReady(orderer);
    const { status } = (await commit.send({ targets: [orderer], requestTimeout: TIMEOUT_MS })) as { readonly status: string };
    if (status !== 'SUCCESS') throw new Fault('UNAVAILABLE', { reason: 'ORDERER' });
  }
}

/** One private write, of a value that is nowhere. */
function resultsOf(namespace: string, collection: string, keyHash: Buffer): Uint8Array {
  const write = { key_hash: keyHash, is_delete: false, value_hash: randomBytes(HASH_BYTES) };
  const hashed = kvrwset.HashedRWSet.encode({ hashed_writes: [write] }).finish();
  const collections = [{ collection_name: collection, hashed_rwset: hashed, pvt_rwset_hash: randomBytes(HASH_BYTES) }];
  const own = { namespace, rwset: kvrwset.KVRWSet.encode({}).finish(), collection_hashed_rwset: collections };
  return rwset.TxReadWriteSet.encode({ data_model: rwset.TxReadWriteSet.DataModel.KV, ns_rwset: [own] }).finish();
}
