import { join } from 'node:path';
import type { FabricSettings } from '@tierline/client-app/dist/adapters/fabricSettings';
import { MSP_FILES } from './mspFiles';
import { APPLICATIONS, BLOCK_VALIDATION, COMMON, GUARDED, LIFECYCLE, organisationPolicies, placeholder } from './channelPolicies';
import type { NetworkFiles } from './coreYaml';
import { milliseconds, yamlText } from './yamlText';
import type { Layout } from '../layout';
import { ORDERER_MSP, type FabricNetworkFile, type Nodes, type OrdererNode, type OrganisationNodes } from '../nodes';

/** The profile of configtx.yaml that is the channel. */
export const CHANNEL_PROFILE = 'Channel';

/** What configtxgen makes the channel's first block from: organisations, consensus, sizes of blocks, policies. */
export function configtxYaml({ file, nodes, layout }: NetworkFiles): string {
  return yamlText({
    Profiles: {
      [CHANNEL_PROFILE]: {
        Policies: COMMON,
        Capabilities: { V3_0: true },
        Orderer: ordererGroup(file, nodes, layout),
        Application: {
          Organizations: nodes.organisations.map((organisation) => applicationOrganisation(organisation, nodes.host, layout)),
          Policies: { ...COMMON, ...LIFECYCLE, [APPLICATIONS]: placeholder(nodes.organisations.map(({ msp }) => msp)) },
          Capabilities: { V2_5: true },
          ACLs: GUARDED,
        },
      },
    },
  });
}

/** What `configtxgen -printOrg` makes an organisation's part of the channel from, for one that joins later. */
export function printedOrganisation({ nodes, layout }: Pick<NetworkFiles, 'nodes' | 'layout'>, organisation: OrganisationNodes): string {
  return yamlText({ Organizations: [applicationOrganisation(organisation, nodes.host, layout)] });
}

function applicationOrganisation({ msp, peer }: OrganisationNodes, host: string, layout: Layout): object {
  return {
    ...organisationOf(msp, layout),
    // Peers of different organisations find each other by these; without them no private value travels.
    AnchorPeers: [{ Host: host, Port: peer.port }],
  };
}

function organisationOf(msp: string, layout: Layout): object {
  return { Name: msp, ID: msp, MSPDir: layout.mspOf(msp), Policies: organisationPolicies(msp) };
}

function ordererGroup({ fabric: { block, consensus } }: FabricNetworkFile, { host, orderers }: Nodes, layout: Layout): object {
  return {
    BatchTimeout: milliseconds(block.timeoutMs),
    BatchSize: {
      MaxMessageCount: block.transactions,
      AbsoluteMaxBytes: block.maximumBytes,
      PreferredMaxBytes: block.preferredBytes,
    },
    Organizations: [{ ...organisationOf(ORDERER_MSP, layout), OrdererEndpoints: orderers.map(({ port }) => `${host}:${port}`) }],
    Policies: { ...COMMON, ...BLOCK_VALIDATION },
    Capabilities: { V2_0: true },
    ...(consensus === 'raft' ? raft(host, orderers, layout) : bft(host, orderers, layout, block)),
  };
}

function raft(host: string, orderers: readonly OrdererNode[], layout: Layout): object {
  return {
    OrdererType: 'etcdraft',
    EtcdRaft: {
      Consenters: orderers.map((orderer) => consenter(host, orderer, layout)),
      // A new leader within 2 to 4 seconds of silence: shorter, and a busy machine elects for nothing.
      Options: { TickInterval: '200ms', ElectionTick: 10, HeartbeatTick: 1, MaxInflightBlocks: 5, SnapshotIntervalSize: '16 MB' },
    },
  };
}

function bft(host: string, orderers: readonly OrdererNode[], layout: Layout, block: FabricSettings['block']): object {
  return {
    OrdererType: 'BFT',
    SmartBFT: {
      ...SUSPICION,
      // SmartBFT cuts blocks by its own figures and refuses a transaction above the second.
      RequestBatchMaxCount: block.transactions,
      RequestBatchMaxBytes: block.maximumBytes,
      RequestBatchMaxInterval: milliseconds(block.timeoutMs),
      RequestPoolSize: Math.max(MIN_POOL, 2 * block.transactions),
    },
    ConsenterMapping: orderers.map((orderer) => ({
      ID: orderer.id,
      MSPID: ORDERER_MSP,
      Identity: join(layout.ordererOf(orderer.name).msp, MSP_FILES.certificate),
      ...consenter(host, orderer, layout),
    })),
  };
}

const MIN_POOL = 400;

/** By default a dead leader is noticed within a minute; a shorter time than this changes leaders for nothing on a busy machine. */
const SUSPICION = {
  RequestForwardTimeout: '1s',
  RequestComplainTimeout: '5s',
  RequestAutoRemoveTimeout: '3m',
  ViewChangeResendInterval: '2s',
  ViewChangeTimeout: '10s',
  LeaderHeartbeatTimeout: '10s',
  LeaderHeartbeatCount: 10,
  CollectTimeout: '1s',
  IncomingMessageBufferSize: 200,
  SyncOnStart: false,
  SpeedUpViewChange: false,
};

function consenter(host: string, { name, port }: OrdererNode, layout: Layout): object {
  const { certificate } = layout.ordererOf(name).tls;
  return { Host: host, Port: port, ClientTLSCert: certificate, ServerTLSCert: certificate };
}
