import type { FabricProfile, GrpcNode } from '@tierline/client-app/dist/adapters/fabric/profile';
import { ORDERER_MSP, type FabricNetworkFile, type Nodes } from '../nodes';

/**
 * What an organisation's application knows of the network.
 *
 * @param roots the root of each organisation's certificate authority, the orderers' too, PEM
 * @throws Error for an organisation that the network does not have, or whose root is not given
 */
export function profileOf(file: FabricNetworkFile, nodes: Nodes, msp: string, roots: ReadonlyMap<string, string>): FabricProfile {
  const { host, organisations } = nodes;
  const own = organisations.find((each) => each.msp === msp);
  if (own === undefined) throw new Error(`${msp} is not an organisation of the network`);
  const rootOf = (owner: string): string => {
    const root = roots.get(owner);
    if (root === undefined) throw new Error(`the root of ${owner} is not known`);
    return root;
  };
  const node = (name: string, port: number, owner: string): GrpcNode => ({ name, url: `grpcs://${host}:${port}`, tlsRoot: rootOf(owner) });
  return {
    channel: file.channel,
    chaincode: file.chaincode,
    msp,
    peers: Object.fromEntries(organisations.map(({ msp: owner, peer }) => [owner, node(peer.name, peer.port, owner)])),
    orderers: nodes.orderers.map(({ name, port }) => node(name, port, ORDERER_MSP)),
    authority: { name: own.authority.name, url: `https://${host}:${own.authority.port}`, tlsRoot: rootOf(msp) },
    blockTimeMs: file.fabric.block.timeoutMs,
  };
}
