import type { NetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import type { FabricSettings } from '@tierline/client-app/dist/adapters/fabricSettings';
import { Fault, type Organisation } from '@tierline/chaincode/api';

/** The organisation of the orderers: it owes nobody anything and holds no business data. */
export const ORDERER_MSP = 'OrdererMSP';
const ORDERERS = { raft: 3, bft: 4 } as const;
/** Ports that a node may take. */
const STEP = 10;
/** Organisations begin so far above the first orderer. */
const ORGANISATIONS_FROM = 100;

/** One orderer. */
export interface OrdererNode {
  /** `orderer0`, `orderer1`, ... */
  readonly name: string;
  /** What a BFT consenter is called: from 1. */
  readonly id: number;
  readonly port: number;
  /** Where channels are joined. */
  readonly adminPort: number;
  readonly operationsPort: number;
}

/** A certificate authority. */
export interface AuthorityNode {
  /** `ca.bank-a`. */
  readonly name: string;
  readonly port: number;
  readonly operationsPort: number;
}

/** The nodes of one organisation. */
export interface OrganisationNodes extends Organisation {
  readonly authority: AuthorityNode;
  readonly peer: {
    /** `peer.bank-a`. */
    readonly name: string;
    readonly port: number;
    /** Where chaincode would call in; chaincode as a service does not. */
    readonly chaincodePort: number;
    readonly operationsPort: number;
  };
  readonly chaincode: {
    /** `chaincode.bank-a`. */
    readonly name: string;
    /** Two, so that the next build starts beside the one in use; the third is for a chaincode beside it, as benches have one. */
    readonly ports: readonly [number, number, number];
  };
}

/** Every node of a network with its ports. */
export interface Nodes {
  readonly host: string;
  readonly orderers: readonly OrdererNode[];
  /** The certificate authority of the orderers. */
  readonly authority: AuthorityNode;
  readonly organisations: readonly OrganisationNodes[];
}

/** A network file that says how its Fabric nodes are set. */
export type FabricNetworkFile = NetworkFile & { readonly fabric: FabricSettings };

/** The file with its Fabric settings. @throws Fault MALFORMED {file, field: 'fabric'} */
export function withFabric(file: NetworkFile, path: string): FabricNetworkFile {
  const { fabric } = file;
  if (fabric === undefined)
    throw new Fault('MALFORMED', { file: path, field: 'fabric', problem: 'says how the nodes are set: see network/network.yaml' });
  return { ...file, fabric };
}

/** The nodes of a network: an organisation keeps its ports when others are added after it. */
export function nodesOf({ organisations, fabric: { host, firstPort, consensus } }: FabricNetworkFile): Nodes {
  const orderers = Array.from({ length: ORDERERS[consensus] }, (_none, index): OrdererNode => {
    const port = firstPort + index * STEP;
    return { name: `orderer${index}`, id: index + 1, port, adminPort: port + 1, operationsPort: port + 2 };
  });
  const own = firstPort + ORGANISATIONS_FROM - STEP;
  return {
    host,
    orderers,
    authority: { name: 'ca.orderer', port: own, operationsPort: own + 1 },
    organisations: organisations.map((organisation, index) =>
      nodesOfOrganisation(organisation, firstPort + ORGANISATIONS_FROM + index * STEP),
    ),
  };
}

function nodesOfOrganisation(organisation: Organisation, port: number): OrganisationNodes {
  const short = organisation.name.toLowerCase();
  return {
    ...organisation,
    peer: { name: `peer.${short}`, port, chaincodePort: port + 1, operationsPort: port + 2 },
    chaincode: { name: `chaincode.${short}`, ports: [port + 3, port + 4, port + 7] },
    authority: { name: `ca.${short}`, port: port + 5, operationsPort: port + 6 },
  };
}

/** A port, and the node that takes it. */
export interface NodePort {
  readonly port: number;
  readonly node: string;
}

/** Every port with the node that takes it, in order. */
export function portsOf({ orderers, authority, organisations }: Nodes): readonly NodePort[] {
  return [
    ...orderers.flatMap(({ name, port, adminPort, operationsPort }) =>
      [port, adminPort, operationsPort].map((each) => ({ port: each, node: name })),
    ),
    ...portsOfAuthority(authority),
    ...organisations.flatMap(portsOfOrganisation),
  ];
}

/** The ports of one organisation's nodes. */
export function portsOfOrganisation({ peer, chaincode, authority }: OrganisationNodes): readonly NodePort[] {
  return [
    ...[peer.port, peer.chaincodePort, peer.operationsPort].map((port) => ({ port, node: peer.name })),
    ...chaincode.ports.map((port) => ({ port, node: chaincode.name })),
    ...portsOfAuthority(authority),
  ];
}

function portsOfAuthority({ name, port, operationsPort }: AuthorityNode): readonly NodePort[] {
  return [port, operationsPort].map((each) => ({ port: each, node: name }));
}
