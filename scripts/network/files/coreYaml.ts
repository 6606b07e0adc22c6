import { relative } from 'node:path';
import { MSP_FILES } from './mspFiles';
import { milliseconds, yamlText } from './yamlText';
import type { Layout, NodeFolder } from '../layout';
import type { FabricNetworkFile, Nodes, OrganisationNodes } from '../nodes';

/** Where Fabric's own peer image keeps its builder of chaincode services. */
const BUILDER_OF_IMAGE = '/opt/hyperledger/ccaas_builder';
/** The largest gRPC message: Fabric's own limit. A block may be 10 MiB, a batch's endorsements beside it. */
const MESSAGE_BYTES = 104_857_600;

/** What the nodes' configurations are made from. */
export interface NetworkFiles {
  readonly file: FabricNetworkFile;
  readonly nodes: Nodes;
  readonly layout: Layout;
}

/** What a peer's configuration is made from besides. */
export interface PeerFiles extends NetworkFiles {
  /** The folder of the builder of chaincode services: its bin/ holds detect, build and release. */
  readonly programs: { readonly builder: string };
}

/** A peer's core.yaml. Paths in it are relative to its folder, where the peer is also started, so that the folder can be moved. */
export function coreYaml(
  { file: { fabric }, nodes: { host, organisations }, layout, programs }: PeerFiles,
  organisation: OrganisationNodes,
): string {
  const folder = layout.peerOf(organisation.msp);
  const address = (port: number): string => `${host}:${port}`;
  const own = address(organisation.peer.port);
  const roots = organisations.map(({ msp }) => relative(folder.folder, layout.rootOf(msp)));
  return yamlText({
    peer: {
      id: organisation.peer.name,
      networkId: 'tierline',
      listenAddress: own,
      address: own,
      chaincodeListenAddress: address(organisation.peer.chaincodePort),
      localMspId: organisation.msp,
      mspConfigPath: relative(folder.folder, folder.msp),
      fileSystemPath: relative(folder.folder, folder.data),
      tls: tls(folder, fabric.limits.ordererRate > 0, roots),
      // A proposal whose time is further from the peer's clock is refused: half an hour of replays, not for ever.
      authentication: { timewindow: '15m' },
      BCCSP: CRYPTOGRAPHY,
      handlers: HANDLERS,
      gossip: { ...gossip(own), pvtData: privateData(fabric) },
      deliveryclient: DELIVERY,
      keepalive: KEEPALIVE,
      // Each application names its peers itself.
      discovery: { enabled: false },
      gateway: { enabled: false },
      limits: {
        concurrency: { endorserService: fabric.limits.proposals, deliverService: fabric.limits.proposals, gatewayService: 1 },
      },
      maxRecvMsgSize: MESSAGE_BYTES,
      maxSendMsgSize: MESSAGE_BYTES,
    },
    // Empty: no Docker, whose absence the health check would report.
    vm: { endpoint: '' },
    chaincode: chaincode(fabric, programs.builder),
    // Nothing asks for the history of a key: the read model has it.
    ledger: { state: { stateDatabase: 'goleveldb' }, history: { enableHistoryDatabase: false }, pvtdataStore: { purgeInterval: 100 } },
    operations: { listenAddress: address(organisation.peer.operationsPort), tls: { enabled: false } },
    metrics: { provider: 'prometheus' },
  });
}

/** The core.yaml of the program `peer` where it is a client: the rest comes from its environment. */
export function clientYaml(): string {
  return yamlText({ peer: { client: { connTimeout: '10s' }, BCCSP: CRYPTOGRAPHY } });
}

/** Keys lie in files; the peer has no default for this. */
const CRYPTOGRAPHY = { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } };

/** What the peer does with a proposal, an endorsement and a block. */
const HANDLERS = {
  // Without the last one an old proposal could be sent again at any time.
  authFilters: [{ name: 'DefaultAuth' }, { name: 'ExpirationCheck' }, { name: 'TimeWindowCheck' }],
  decorators: [{ name: 'DefaultDecorator' }],
  endorsers: { escc: { name: 'DefaultEndorsement' } },
  validators: { vscc: { name: 'DefaultValidation' } },
};

const DELIVERY = {
  // Every peer takes its blocks from the orderers.
  blockGossipEnabled: false,
  // By default the pause grows to an hour, and an orderer's return would not be noticed.
  reConnectBackoffThreshold: '3s',
  // An organisation's only peer never gives up.
  reconnectTotalTimeThreshold: '8760h',
  connTimeout: '3s',
};

const KEEPALIVE = {
  interval: '60s',
  timeout: '20s',
  minInterval: '10s',
  client: { interval: '60s', timeout: '20s' },
  deliveryClient: { interval: '60s', timeout: '20s' },
};

function tls({ folder, msp, tls: { certificate, key } }: NodeFolder, mutual: boolean, roots: readonly string[]): object {
  return {
    enabled: true,
    cert: { file: relative(folder, certificate) },
    key: { file: relative(folder, key) },
    rootcert: { file: relative(folder, `${msp}/${MSP_FILES.tlsRoot}`) },
    // Orderers that count a client's transactions know it by its TLS certificate.
    clientAuthRequired: mutual,
    ...(mutual ? { clientRootCAs: { files: roots } } : {}),
  };
}

function gossip(own: string): object {
  return {
    bootstrap: own,
    endpoint: own,
    externalEndpoint: own,
    // Gossip carries private values and membership only: blocks come from the orderers to each peer.
    orgLeader: true,
    useLeaderElection: false,
    state: { enabled: false },
    // A peer that was away is known again within seconds, not within half a minute.
    aliveTimeInterval: '1s',
    aliveExpirationTimeout: '5s',
    reconnectInterval: '2s',
  };
}

function privateData({ privateData: { pullRetryMs, reconcileMs, pushAckMs } }: FabricNetworkFile['fabric']): object {
  return {
    pullRetryThreshold: milliseconds(pullRetryMs),
    pushAckTimeout: milliseconds(pushAckMs),
    reconciliationEnabled: true,
    reconcileSleepInterval: milliseconds(reconcileMs),
    reconcileBatchSize: 100,
    // An invalid transaction's values are nobody's loss: the block does not wait for them.
    skipPullingInvalidTransactionsDuringCommit: true,
    transientstoreMaxBlockRetention: 20_000,
    btlPullMargin: 10,
  };
}

function chaincode({ chaincode: { executeSeconds } }: FabricNetworkFile['fabric'], builder: string): object {
  const builders = [...new Set([builder, BUILDER_OF_IMAGE])];
  return {
    mode: 'net',
    // The shim of Node ends its process at a keepalive message.
    keepalive: 0,
    executetimeout: `${executeSeconds}s`,
    startuptimeout: '60s',
    installTimeout: '60s',
    system: { _lifecycle: 'enable', cscc: 'enable', lscc: 'enable', qscc: 'enable' },
    // The peer asks each in turn: the one that is not there finds nothing.
    externalBuilders: builders.map((path, index) => ({ name: `ccaas${index}`, path, propagateEnvironment: [] })),
    logging: { level: 'warning', shim: 'warning' },
  };
}
