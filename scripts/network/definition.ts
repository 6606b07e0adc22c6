import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { chaincodeEndorsement, fabricCollections, signaturePolicy, type Msp } from '@tierline/chaincode/api';
import type { OrganisationNodes } from './nodes';
import type { Setting } from './setting';
import { ordererOptions, peer, required } from './tools';

/** What the organisations of a channel agree on for a chaincode. */
export interface Wanted {
  readonly name: string;
  /** Whether the collections of the network's programs are its own. */
  readonly hasCollections: boolean;
  readonly version: string;
  /** The id of each organisation's installed package. */
  readonly packageIds: ReadonlyMap<Msp, string>;
  /** The definition that was committed last, as {@link Agreed} has it. */
  readonly known: string | null;
}

/** What is in force. */
export interface Agreed {
  readonly sequence: number;
  /** SHA-256 over everything that was agreed on, hex. */
  readonly definition: string;
}

/**
 * Has every organisation approve the network's rules and collections for a chaincode, and commits them. Done once; an organisation
 * that joined since approves what is committed, and so does one whose package is another since its peer has another certificate.
 * @throws Fault
 */
export async function agree(setting: Setting, wanted: Wanted): Promise<Agreed> {
  const { nodes, file, layout } = setting;
  const collections = wanted.hasCollections ? JSON.stringify(fabricCollections(file), null, 2) : null;
  const policy = signaturePolicy(chaincodeEndorsement(file));
  const definition = createHash('sha256')
    .update(JSON.stringify([wanted.version, policy, collections]))
    .digest('hex');
  const current = await committed(setting, wanted.name);
  const isInForce = current.version === wanted.version && wanted.known === definition;
  if (collections !== null) await writeFile(layout.collections, collections);
  const sequence = isInForce ? current.sequence : current.sequence + 1;
  const terms = [
    '--channelID',
    file.channel,
    '--name',
    wanted.name,
    '--version',
    wanted.version,
    '--sequence',
    String(sequence),
    '--signature-policy',
    policy,
    ...(collections === null ? [] : ['--collections-config', layout.collections]),
  ];
  const approvals = isInForce ? current.approvals : await readiness(setting, terms);
  await Promise.all(
    nodes.organisations.map(async (organisation) => {
      const packageId = wanted.packageIds.get(organisation.msp) ?? '';
      const isApproved = approvals[organisation.msp] === true;
      if (isApproved && (!isInForce || (await approvedPackage(setting, organisation, wanted.name)) === packageId)) return;
      await approve(setting, organisation, [...terms, '--package-id', packageId]);
    }),
  );
  if (!isInForce) await commit(setting, terms);
  return { sequence, definition };
}

async function approve(setting: Setting, { msp }: OrganisationNodes, terms: readonly string[]): Promise<void> {
  const args = ['lifecycle', 'chaincode', 'approveformyorg', ...terms, ...ordererOptions(setting)];
  await required(`approving the chaincode for ${msp}`, peer(setting, msp, args));
}

/** The package that an organisation's peer runs for the definition in force. */
async function approvedPackage(setting: Setting, { msp }: OrganisationNodes, name: string): Promise<string> {
  const query = ['lifecycle', 'chaincode', 'queryapproved', '--channelID', setting.file.channel, '--name', name, '-O', 'json'];
  const out = await required(`asking what ${msp} has approved`, peer(setting, msp, query));
  return /"package_id":\s*"([^"]*)"/.exec(out)?.[1] ?? '';
}

async function commit(setting: Setting, terms: readonly string[]): Promise<void> {
  const { nodes, layout } = setting;
  const peers = nodes.organisations.flatMap(({ msp, peer: { port } }) => [
    '--peerAddresses',
    `${nodes.host}:${port}`,
    '--tlsRootCertFiles',
    layout.rootOf(msp),
  ]);
  const args = ['lifecycle', 'chaincode', 'commit', ...terms, ...ordererOptions(setting), ...peers];
  await required('committing the chaincode', peer(setting, anyMember(setting), args));
}

/** The definition of a chaincode that is in force. */
export interface Committed {
  readonly sequence: number;
  readonly version: string;
  /** Which organisations have approved it. */
  readonly approvals: Readonly<Record<string, boolean>>;
}

/** What is in force on the channel; sequence 0 when nothing is. @throws Fault UNAVAILABLE when the peer does not say */
export async function committed(setting: Setting, name: string): Promise<Committed> {
  const query = ['lifecycle', 'chaincode', 'querycommitted', '--channelID', setting.file.channel, '--name', name, '-O', 'json'];
  const ran = await peer(setting, anyMember(setting), query);
  if (ran.code !== 0 && /namespace \S+ is not defined/.test(ran.err)) return { sequence: 0, version: '', approvals: {} };
  return JSON.parse(await required('asking which chaincode is in force', Promise.resolve(ran))) as Committed;
}

async function readiness(setting: Setting, terms: readonly string[]): Promise<Readonly<Record<string, boolean>>> {
  const query = ['lifecycle', 'chaincode', 'checkcommitreadiness', ...terms, '-O', 'json'];
  const out = await required('asking who approved the chaincode', peer(setting, anyMember(setting), query));
  return (JSON.parse(out) as { readonly approvals: Readonly<Record<string, boolean>> }).approvals;
}

/** Questions about the channel are answered alike by every member. */
function anyMember({ nodes }: Setting): string {
  const [first] = nodes.organisations;
  if (first === undefined) throw new Error('a network has organisations');
  return first.msp;
}
