import { join } from 'node:path';
import { certificateCheck } from './checks/certificates';
import { allRight, type Check } from './checks/check';
import { keyCheck } from './checks/keys';
import { operationsCheck, peerChecks } from './checks/settings';
import type { Layout } from '../layout';
import { ORDERER_MSP, type Nodes } from '../nodes';
import { isWanted, versionsOf, type Programs } from '../programs';

export type { Check } from './checks/check';

/** What is looked at. */
export interface Checked {
  readonly nodes: Nodes;
  readonly layout: Layout;
  readonly programs: Programs;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Looks at the files of a network as they lie on disk, and at the programs: not at what they should have been made from. */
export async function checkFiles({ nodes, layout, programs, now }: Checked): Promise<readonly Check[]> {
  const { organisations, orderers, authority } = nodes;
  const peers = organisations.map(({ msp, peer }) => ({ node: peer.name, file: join(layout.peerOf(msp).folder, 'core.yaml') }));
  const authorities = [{ msp: ORDERER_MSP, authority }, ...organisations].map((each) => ({
    node: each.authority.name,
    file: join(layout.authorityOf(each.msp), 'fabric-ca-server-config.yaml'),
  }));
  const ordering = orderers.map(({ name }) => ({ node: name, file: join(layout.ordererOf(name).folder, 'orderer.yaml') }));
  const msps = [ORDERER_MSP, ...organisations.map(({ msp }) => msp)];
  return [
    await versionCheck(programs),
    ...(await Promise.all(msps.map((msp) => certificateCheck(msp, layout.organisation(msp), now)))),
    await keyCheck(layout.directory),
    ...peerChecks(peers),
    operationsCheck([...ordering, ...peers, ...authorities]),
  ];
}

/** Whether the programs are of the versions that this network was tried with. */
async function versionCheck(programs: Programs): Promise<Check> {
  const versions = await versionsOf(new Map(Object.entries(programs)));
  const wrong = versions
    .filter((each) => !isWanted(each))
    .map(({ program, version }) => `${program} is ${version ?? 'of no known version'}`);
  const want = versions.map(({ program, wanted }) => `${program} ${wanted}`).join(', ');
  return allRight('versions', want, wrong, 'install them, or set FABRIC_BIN to where they are');
}
