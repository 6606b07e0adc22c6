import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@tierline/client-app/dist/adapters/localCa/atomicFile';
import { chaincodeCommand } from './commands';
import { agree } from './definition';
import { chaincodePackage } from './files/chaincodePackage';
import { SERVICE_ENVIRONMENT, serviceEnvironment } from './files/composeYaml';
import { chaincodeDigest } from './files/digest';
import type { OrganisationNodes } from './nodes';
import { peer, required } from './tools';
import type { Contracts, Setting } from './setting';
import { startNode } from './starting';

const MODE_OWNER_ONLY = 0o600;
const DIGEST_IN_LABEL = 12;

/** A chaincode as it is to run on the channel. */
export interface Chaincode {
  readonly name: string;
  readonly contracts: Contracts;
  /** Whether the collections of the network's programs are its own. */
  readonly hasCollections: boolean;
  /** The organisation's port for a build. */
  readonly port: (ports: OrganisationNodes['chaincode']['ports'], build: number) => number;
}

/** The network's own chaincode: each build takes the port that the one before left free. */
export function ownChaincode({ file, contracts }: Setting): Chaincode {
  return { name: file.chaincode, contracts, hasCollections: true, port: ([first, second], build) => (build % 2 === 1 ? first : second) };
}

/** What was deployed last. */
export interface Deployed {
  /** Counts the builds of the contracts, from 1. */
  readonly build: number;
  /** `name_build-digest`: the same wherever the same contracts are built. */
  readonly label: string;
  /** SHA-256 over the contracts, hex. */
  readonly digest: string;
  /** SHA-256 over the definition that was committed with it, hex; null before. */
  readonly definition: string | null;
}

/** What is known of a chaincode's builds; null before the first. */
export async function deployedOf({ layout }: Pick<Setting, 'layout'>, name: string): Promise<Deployed | null> {
  const note = layout.deployedOf(name);
  return existsSync(note) ? (JSON.parse(await readFile(note, 'utf8')) as Deployed) : null;
}

/** The next build of a chaincode, or the one that is deployed when its contracts are the same. */
export async function nextBuild(setting: Setting, { name, contracts }: Chaincode): Promise<Deployed> {
  const known = await deployedOf(setting, name);
  const digest = await chaincodeDigest(contracts.folder);
  if (known?.digest === digest) return known;
  // A build that never came into force gives its place to the next one.
  const build = known === null ? 1 : known.definition === null ? known.build : known.build + 1;
  return { build, digest, label: `${name}_${build}-${digest.slice(0, DIGEST_IN_LABEL)}`, definition: null };
}

/**
 * Has every organisation run a build of a chaincode, approve it with the network's collections and rules, and commits that. What
 * was done before is not done again. @throws Fault
 */
export async function deploy(setting: Setting, chaincode: Chaincode, wanted: Deployed): Promise<void> {
  const { layout, nodes, progress } = setting;
  await copied(layout.contractsOf(wanted.label), chaincode.contracts);
  const served = nodes.organisations.map(
    async (organisation) => [organisation.msp, await serve(setting, organisation, chaincode, wanted)] as const,
  );
  const packageIds = new Map(await Promise.all(served));
  progress(`chaincode ${wanted.label} runs at ${nodes.organisations.length} organisations`);
  await keep(setting, chaincode, wanted);
  const { sequence, definition } = await agree(setting, {
    ...chaincode,
    version: wanted.label,
    packageIds,
    known: wanted.definition,
  });
  await keep(setting, chaincode, { ...wanted, definition });
  progress(`chaincode ${wanted.label} is approved by every organisation and committed: sequence ${sequence}`);
  await retire(setting, chaincode, wanted);
}

/** Has every organisation run and approve the build of the network's own chaincode that runs; the contracts here where none does. @throws Fault */
export async function deployAgain(setting: Setting): Promise<void> {
  const chaincode = ownChaincode(setting);
  await deploy(setting, chaincode, (await deployedOf(setting, chaincode.name)) ?? (await nextBuild(setting, chaincode)));
}

/** From before it is in force: what is broken off then goes on with this build, not with the one before. */
async function keep({ layout }: Setting, { name }: Chaincode, deployed: Deployed): Promise<void> {
  await writeFileAtomically(layout.deployedOf(name), JSON.stringify(deployed));
}

/** Starts an organisation's service of a build, and installs the build where it is not; answers the id of the installed package. */
export async function serve(setting: Setting, organisation: OrganisationNodes, chaincode: Chaincode, build: Deployed): Promise<string> {
  const { layout, nodes } = setting;
  const packageId = await installed(setting, organisation, chaincode, build);
  const port = chaincode.port(organisation.chaincode.ports, build.build);
  if (chaincode.hasCollections) {
    const text = serviceEnvironment({ packageId, address: `${nodes.host}:${port}` });
    await writeFile(join(layout.chaincodeOf(organisation.msp).folder, SERVICE_ENVIRONMENT), text, { mode: MODE_OWNER_ONLY });
  }
  const command = chaincodeCommand(setting, organisation, {
    packageId,
    folder: layout.contractsOf(build.label),
    port,
    name: serviceName(chaincode, organisation, build),
  });
  await startNode(setting, command, port);
  return packageId;
}

/** What the process of an organisation's service of a build is called. */
export const serviceName = (chaincode: Chaincode, { chaincode: { name } }: OrganisationNodes, { build }: Deployed): string =>
  [name.replace(/^chaincode/, chaincode.hasCollections ? 'chaincode' : chaincode.name), ...(build === 1 ? [] : [build])].join('.');

/** Ends the services of every other build: also of one whose end was broken off. */
async function retire({ processes, nodes }: Setting, chaincode: Chaincode, wanted: Deployed): Promise<void> {
  const states = await processes.states();
  for (const organisation of nodes.organisations) {
    const first = serviceName(chaincode, organisation, { ...wanted, build: 1 });
    const isOwn = (name: string): boolean => name === first || (name.startsWith(`${first}.`) && /^\d+$/.test(name.slice(first.length + 1)));
    const others = states.filter(({ name }) => isOwn(name) && name !== serviceName(chaincode, organisation, wanted));
    for (const { name } of others) await processes.stop(name);
  }
}

async function copied(folder: string, { folder: from, modules }: Contracts): Promise<void> {
  if (existsSync(join(folder, 'node_modules'))) return;
  await mkdir(folder, { recursive: true });
  await cp(join(from, 'dist'), join(folder, 'dist'), { recursive: true });
  await cp(join(from, 'package.json'), join(folder, 'package.json'));
  await symlink(modules, join(folder, 'node_modules'), 'dir');
}

async function installed(setting: Setting, { msp, chaincode: { ports } }: OrganisationNodes, chaincode: Chaincode, build: Deployed) {
  const { layout, nodes } = setting;
  const { client, folder } = layout.chaincodeOf(msp);
  const bytes = await chaincodePackage({
    label: build.label,
    address: `${nodes.host}:${chaincode.port(ports, build.build)}`,
    digest: build.digest,
    tls: {
      rootPem: await readFile(layout.rootOf(msp), 'utf8'),
      clientCertificatePem: await readFile(client.certificate, 'utf8'),
      clientKeyPem: await readFile(client.key, 'utf8'),
    },
  });
  const packageId = `${build.label}:${createHash('sha256').update(bytes).digest('hex')}`;
  const known = await required(
    `asking ${msp} what is installed`,
    peer(setting, msp, ['lifecycle', 'chaincode', 'queryinstalled', '-O', 'json']),
  );
  if (known.includes(packageId)) return packageId;
  const file = join(folder, `${build.label}.tar.gz`);
  await writeFile(file, bytes, { mode: MODE_OWNER_ONLY });
  await required(`installing the chaincode at ${msp}`, peer(setting, msp, ['lifecycle', 'chaincode', 'install', file]));
  return packageId;
}
