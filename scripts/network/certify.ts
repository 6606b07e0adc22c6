import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Msp } from '@tierline/chaincode/api';
import { Authority, identityOf } from '@tierline/client-app/dist/adapters/fabricCa/authority';
import {
  APPLICATION_UNIT,
  PEOPLE_UNIT,
  enrolAdmin,
  enrolApplication,
  enrolNode,
  enrolPeopleRegistrar,
  type EnrolledNode,
} from '@tierline/client-app/dist/adapters/fabricCa/nodeEnrolment';
import { writeFileAtomically } from '@tierline/client-app/dist/adapters/localCa/atomicFile';
import type { Identity } from '@tierline/client-app/dist/ports/ledger';
import { authorityCommand } from './commands';
import { authorityYaml } from './files/authorityYaml';
import { mspFiles, MSP_FILES } from './files/mspFiles';
import type { NodeFolder, TlsFiles } from './layout';
import { ORDERER_MSP, type AuthorityNode, type OrganisationNodes } from './nodes';
import { startNode } from './starting';
import type { Setting } from './setting';

const BOOTSTRAP = 'bootstrap';
const SECRET_BYTES = 24;

/** Starts the certificate authority of an organisation, and answers it. */
export async function startAuthority(setting: Setting, msp: Msp, node: AuthorityNode): Promise<Authority> {
  const { layout, nodes, file } = setting;
  const home = layout.authorityOf(msp);
  const config = join(home, 'fabric-ca-server-config.yaml');
  await mkdir(home, { recursive: true, mode: 0o700 });
  if (!existsSync(config)) {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    await writeFileAtomically(join(home, 'bootstrap-secret'), secret);
    const bootstrap = { name: BOOTSTRAP, secret };
    const { certificateDays } = file.fabric;
    const affiliations = [APPLICATION_UNIT, PEOPLE_UNIT];
    await writeFileAtomically(config, authorityYaml({ ...node, msp, host: nodes.host, bootstrap, certificateDays, affiliations }));
  }
  await startNode(setting, authorityCommand(setting, msp, node), node.port);
  const tlsRoot = await readFile(layout.rootOf(msp), 'utf8');
  return new Authority({ name: node.name, url: `https://${nodes.host}:${node.port}`, tlsRoot }, msp);
}

/** Enrols what an organisation's nodes and application need; what is there already stays. */
export async function certifyOrganisation(setting: Setting, organisation: OrganisationNodes): Promise<void> {
  const { msp, peer, chaincode } = organisation;
  const { layout, nodes } = setting;
  const authority = await startAuthority(setting, msp, organisation.authority);
  const registrar = await bootstrapOf(setting, authority);
  const root = await readFile(layout.rootOf(msp), 'utf8');
  const application = layout.application(msp);
  await writeAll(mspFiles(layout.mspOf(msp), { root, signer: null }));
  await once(join(layout.adminOf(msp), MSP_FILES.certificate), async () => {
    const signer = await enrolAdmin(authority, registrar, `admin.${msp}`);
    await writeAll(mspFiles(layout.adminOf(msp), { root, signer }));
  });
  await once(join(layout.peerOf(msp).msp, MSP_FILES.certificate), async () => {
    const enrolled = await enrolNode(authority, registrar, { name: peer.name, type: 'peer', hosts: hostsOf(nodes.host, peer.name) });
    await keepNode(layout.peerOf(msp), enrolled, root);
    await keepTls(layout.chaincodeOf(msp).client, enrolled.tls);
  });
  await once(layout.chaincodeOf(msp).server.certificate, async () => {
    const name = chaincode.name;
    const secret = await authority.register(registrar, { name, type: 'client', attributes: {} });
    await keepTls(
      layout.chaincodeOf(msp).server,
      await authority.enrol({ name, secret, profile: 'tls', hosts: hostsOf(nodes.host, name) }),
    );
  });
  await once(application.application, async () =>
    writeJson(application.application, await enrolApplication(authority, registrar, `application.${msp}`)),
  );
  await once(application.registrar, async () =>
    writeJson(application.registrar, await enrolPeopleRegistrar(authority, registrar, `registrar.${msp}`)),
  );
}

/** Enrols the orderers and their administrator. */
export async function certifyOrderers(setting: Setting): Promise<void> {
  const { layout, nodes } = setting;
  const authority = await startAuthority(setting, ORDERER_MSP, nodes.authority);
  const registrar = await bootstrapOf(setting, authority);
  const root = await readFile(layout.rootOf(ORDERER_MSP), 'utf8');
  await writeAll(mspFiles(layout.mspOf(ORDERER_MSP), { root, signer: null }));
  await once(join(layout.adminOf(ORDERER_MSP), MSP_FILES.certificate), async () => {
    const signer = await enrolAdmin(authority, registrar, `admin.${ORDERER_MSP}`);
    await writeAll(mspFiles(layout.adminOf(ORDERER_MSP), { root, signer }));
  });
  for (const { name } of nodes.orderers) {
    const folder = layout.ordererOf(name);
    await once(join(folder.msp, MSP_FILES.certificate), async () => {
      const enrolled = await enrolNode(authority, registrar, { name, type: 'orderer', hosts: hostsOf(nodes.host, name) });
      await keepNode(folder, enrolled, root);
    });
  }
}

/** Names under which a node is called: natively its host, in containers its own name. */
const hostsOf = (host: string, name: string): readonly string[] => [...new Set([host, 'localhost', '127.0.0.1', name])];

async function bootstrapOf({ layout }: Setting, authority: Authority): Promise<Identity> {
  const home = layout.authorityOf(authority.msp);
  const file = join(home, 'bootstrap.json');
  await once(file, async () => {
    const secret = await readFile(join(home, 'bootstrap-secret'), 'utf8');
    await writeJson(file, identityOf(authority.msp, BOOTSTRAP, await authority.enrol({ name: BOOTSTRAP, secret })));
  });
  return JSON.parse(await readFile(file, 'utf8')) as Identity;
}

interface KeyAndCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

async function keepNode({ msp, tls }: NodeFolder, enrolled: EnrolledNode, root: string): Promise<void> {
  await keepTls(tls, enrolled.tls);
  await writeAll(mspFiles(msp, { root, signer: enrolled.identity }));
}

async function keepTls(files: TlsFiles, { certificate, privateKey }: KeyAndCertificate): Promise<void> {
  await writeAll([
    [files.key, privateKey],
    [files.certificate, certificate],
  ]);
}

/** Makes what is not there yet. @param made the file that is written last */
async function once(made: string, make: () => Promise<void>): Promise<void> {
  if (!existsSync(made)) await make();
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeAll([[path, JSON.stringify(value)]]);
}

/** Writes files in this order, each readable by its owner only. */
export async function writeAll(files: readonly (readonly [string, string])[]): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFileAtomically(path, text);
  }
}
