import { isIP } from 'node:net';
import { dirname, join, relative } from 'node:path';
import { yamlText } from './yamlText';
import { Layout } from '../layout';
import {
  nodesOf,
  ORDERER_MSP,
  type AuthorityNode,
  type FabricNetworkFile,
  type Nodes,
  type OrdererNode,
  type OrganisationNodes,
} from '../nodes';

/** The network's folder as containers see it. */
const INSIDE = new Layout('/network');
/** The network's folder on the host, relative to the Compose file. */
const OUTSIDE = '${TIERLINE_NETWORK:-../.tierline-network}';
/** The project, for the compiled contracts and their packages. */
const PROJECT = '/project';
/** Whose processes own what the nodes write: the user that made the network. */
const USER = '${TIERLINE_USER:-1000:1000}';
/** In the folder of an organisation's chaincode service: the text of {@link serviceEnvironment}. */
export const SERVICE_ENVIRONMENT = 'service.env';
const NETWORK = 'tierline';
const LOOPBACK = 'loopback';
const ANYWHERE = '0.0.0.0';

const USE = [
  'Runs in containers the network that "npm run network -- up" has made natively; end that one first with "npm run network -- down".',
  `All share the address of the service ${LOOPBACK}, so that the certificates, the channel and the profiles hold as they are.`,
  'TIERLINE_NETWORK names its folder, TIERLINE_USER its owner as "$(id -u):$(id -g)".',
];

/** One service of a Compose file. */
type Service = Readonly<Record<string, unknown>>;

/** The Docker Compose file of the network: the same nodes on the same files and ports. */
export function composeYaml(file: FabricNetworkFile): string {
  const nodes = nodesOf(file);
  const { images } = file.fabric;
  const mutual = file.fabric.limits.ordererRate > 0 ? nodes.organisations.map(({ msp }) => INSIDE.rootOf(msp)) : [];
  const services: readonly (readonly [string, Service])[] = [
    [LOOPBACK, shared(images.node, nodes)],
    ...[{ msp: ORDERER_MSP, authority: nodes.authority }, ...nodes.organisations].map(
      ({ msp, authority }) => [authority.name, authorityService(images.authority, msp, authority)] as const,
    ),
    ...nodes.orderers.map((orderer) => [orderer.name, ordererService(images.orderer, orderer, mutual)] as const),
    ...nodes.organisations.flatMap((organisation) => [
      [organisation.chaincode.name, chaincodeService(images.node, organisation)] as const,
      [organisation.peer.name, peerService(images.peer, organisation, nodes.orderers, mutual)] as const,
    ]),
  ];
  const compose = { name: NETWORK, services: Object.fromEntries(services), networks: { [NETWORK]: {} } };
  return [...USE.map((line) => `# ${line}\n`), yamlText(compose)].join('');
}

/** Holds the address that all nodes share, and opens their ports on this machine only. */
function shared(image: string, { host, orderers, authority, organisations }: Nodes): Service {
  const open = [
    authority.port,
    ...orderers.flatMap(({ port, adminPort }) => [port, adminPort]),
    ...organisations.flatMap((each) => [each.authority.port, each.peer.port]),
  ];
  return {
    image,
    command: ['tail', '-f', '/dev/null'],
    init: true,
    restart: 'unless-stopped',
    networks: [NETWORK],
    ports: open.map((port) => `127.0.0.1:${port}:${port}`),
    ...(isIP(host) === 0 && host !== 'localhost' ? { extra_hosts: [`${host}:127.0.0.1`] } : {}),
  };
}

function authorityService(image: string, msp: string, { port, operationsPort }: AuthorityNode): Service {
  const home = INSIDE.authorityOf(msp);
  return {
    ...node(image, home, operationsPort),
    command: ['fabric-ca-server', 'start', '--home', home, '--address', ANYWHERE, '--port', String(port)],
    volumes: [mounted(home)],
  };
}

function ordererService(image: string, { name, adminPort, operationsPort }: OrdererNode, roots: readonly string[]): Service {
  const { folder } = INSIDE.ordererOf(name);
  return {
    ...node(image, folder, operationsPort),
    command: ['orderer'],
    environment: {
      FABRIC_CFG_PATH: folder,
      FABRIC_LOGGING_SPEC: 'warning',
      ORDERER_GENERAL_LISTENADDRESS: ANYWHERE,
      ORDERER_ADMIN_LISTENADDRESS: `${ANYWHERE}:${adminPort}`,
    },
    volumes: [mounted(folder), ...roots.map(readable)],
  };
}

function peerService(
  image: string,
  { msp, peer, chaincode }: OrganisationNodes,
  orderers: readonly OrdererNode[],
  roots: readonly string[],
): Service {
  const { folder } = INSIDE.peerOf(msp);
  return {
    ...node(image, folder, peer.operationsPort, [...orderers.map(({ name }) => name), chaincode.name]),
    command: ['peer', 'node', 'start'],
    environment: { FABRIC_CFG_PATH: folder, FABRIC_LOGGING_SPEC: 'warning', CORE_PEER_LISTENADDRESS: `${ANYWHERE}:${peer.port}` },
    volumes: [mounted(folder), ...roots.map(readable)],
  };
}

/** The organisation's contracts, as they are compiled in the project; the file of {@link serviceEnvironment} says as which package. */
function chaincodeService(image: string, { msp }: OrganisationNodes): Service {
  const { folder, server } = INSIDE.chaincodeOf(msp);
  const tls = {
    '--chaincode-tls-cert-file': server.certificate,
    '--chaincode-tls-key-file': server.key,
    '--chaincode-tls-client-cacert-file': INSIDE.rootOf(msp),
  };
  return {
    ...started(image, `${PROJECT}/chaincode`),
    command: ['node', `${PROJECT}/node_modules/fabric-shim/cli.js`, 'server', ...Object.entries(tls).flat()],
    env_file: [outside(join(folder, SERVICE_ENVIRONMENT))],
    environment: { CORE_CHAINCODE_LOGGING_LEVEL: 'ERROR' },
    healthcheck: health('exec 3<>/dev/tcp/$${CORE_CHAINCODE_ADDRESS/://}'),
    volumes: [`..:${PROJECT}:ro`, readable(dirname(server.certificate)), readable(INSIDE.rootOf(msp))],
  };
}

/** What a chaincode service in a container reads at its start: the id that the peer gave its package, and where it listens. */
export function serviceEnvironment(service: { readonly packageId: string; readonly address: string }): string {
  return `CORE_CHAINCODE_ID=${service.packageId}\nCORE_CHAINCODE_ADDRESS=${service.address}\n`;
}

/** A node of Fabric, which tells of its health on a port of its own. */
function node(image: string, folder: string, operationsPort: number, after: readonly string[] = []): Service {
  const asked = `exec 3<>/dev/tcp/127.0.0.1/${operationsPort} && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '200 OK' <&3`;
  return { ...started(image, folder, after), healthcheck: health(asked) };
}

function started(image: string, folder: string, after: readonly string[] = []): Service {
  return {
    image,
    user: USER,
    working_dir: folder,
    network_mode: `service:${LOOPBACK}`,
    restart: 'unless-stopped',
    depends_on: {
      // A new address holder has a new address: what shared the old one begins again.
      [LOOPBACK]: { condition: 'service_started', restart: true },
      ...Object.fromEntries(after.map((name) => [name, { condition: 'service_started' }])),
    },
  };
}

function health(script: string): Service {
  return { test: ['CMD', 'bash', '-c', script], interval: '10s', timeout: '5s', retries: 6, start_period: '20s' };
}

const outside = (path: string): string => `${OUTSIDE}/${relative(INSIDE.directory, path)}`;
const mounted = (path: string): string => `${outside(path)}:${path}`;
const readable = (path: string): string => `${mounted(path)}:ro`;
