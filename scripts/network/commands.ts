import { dirname, join } from 'node:path';
import type { AuthorityNode, OrdererNode, OrganisationNodes } from './nodes';
import type { NodeCommand } from './processes/nodeCommand';
import type { Setting } from './setting';

/** Warnings only: a busy peer writes a line per transaction otherwise. */
const LOGGING = 'warning';

/** How an organisation's certificate authority is started. */
export function authorityCommand(
  { layout, nodes, programs }: Setting,
  msp: string,
  { name, port, operationsPort }: AuthorityNode,
): NodeCommand {
  const home = layout.authorityOf(msp);
  return {
    name,
    kind: 'authority',
    program: programs.authority,
    args: ['start', '--home', home],
    environment: {},
    folder: home,
    host: nodes.host,
    ports: [port, operationsPort],
    restarts: false,
  };
}

/** How an orderer is started. */
export function ordererCommand({ layout, nodes, programs }: Setting, { name, port, adminPort, operationsPort }: OrdererNode): NodeCommand {
  const { folder } = layout.ordererOf(name);
  return {
    name,
    kind: 'orderer',
    program: programs.orderer,
    args: [],
    environment: { FABRIC_CFG_PATH: folder, FABRIC_LOGGING_SPEC: LOGGING },
    folder,
    host: nodes.host,
    ports: [port, adminPort, operationsPort],
    restarts: false,
  };
}

/** How an organisation's peer is started. */
export function peerCommand({ layout, nodes, programs }: Setting, { msp, peer }: OrganisationNodes): NodeCommand {
  const { folder } = layout.peerOf(msp);
  return {
    name: peer.name,
    kind: 'peer',
    program: programs.peer,
    args: ['node', 'start'],
    environment: { FABRIC_CFG_PATH: folder, FABRIC_LOGGING_SPEC: LOGGING },
    folder,
    host: nodes.host,
    ports: [peer.port, peer.chaincodePort, peer.operationsPort],
    restarts: false,
  };
}

/** A tenth of a transaction's time went to the collection of its short-lived values from V8's own nursery of 16 MB. */
const NURSERY = '--max-semi-space-size=64';

/** How an organisation's chaincode service is started. It is started again when it dies: a transaction loses no more than its call. */
export function chaincodeCommand({ layout, nodes }: Setting, { msp }: OrganisationNodes, service: ChaincodeService): NodeCommand {
  const { server } = layout.chaincodeOf(msp);
  const cli = join(dirname(require.resolve('fabric-shim/package.json', { paths: [service.folder] })), 'cli.js');
  return {
    name: service.name,
    kind: 'chaincode',
    program: process.execPath,
    args: [
      NURSERY,
      cli,
      'server',
      '--chaincode-address',
      `${nodes.host}:${service.port}`,
      '--chaincode-id',
      service.packageId,
      '--chaincode-tls-cert-file',
      server.certificate,
      '--chaincode-tls-key-file',
      server.key,
      '--chaincode-tls-client-cacert-file',
      layout.rootOf(msp),
    ],
    environment: { CORE_CHAINCODE_LOGGING_LEVEL: 'ERROR' },
    folder: service.folder,
    host: nodes.host,
    ports: [service.port],
    restarts: true,
  };
}

/** The service of one build of a chaincode at one organisation. */
export interface ChaincodeService {
  /** The name of its process. */
  readonly name: string;
  /** As the peer names the installed package. */
  readonly packageId: string;
  /** The compiled contracts. */
  readonly folder: string;
  readonly port: number;
}
