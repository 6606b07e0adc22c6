import { createHash, X509Certificate } from 'node:crypto';
import { APPLICATION_UNIT } from '@tierline/client-app/dist/adapters/fabricCa/nodeEnrolment';
import { APPLICATIONS } from './channelPolicies';

/** An organisation and the certificate authority that it trusts. */
export interface OrganisationRoot {
  readonly msp: string;
  /** The certificate of its root authority, PEM, signed with a low S as Fabric's own is. */
  readonly rootPem: string;
}

/** One principal of a signature policy, as configtxlator writes it. */
interface Principal {
  readonly principal_classification: 'ORGANIZATION_UNIT' | 'ROLE';
  readonly principal: Readonly<Record<string, string>>;
}

/** A signature policy of a channel, as configtxlator writes it. */
export interface SignaturePolicy {
  readonly type: 1;
  readonly value: { readonly version: 0; readonly identities: readonly Principal[]; readonly rule: object };
}

/** Who may read blocks: the organisations' applications, their administrators and their peers; never an ordinary user. */
export function applicationsPolicy(organisations: readonly OrganisationRoot[]): SignaturePolicy {
  const identities = organisations.flatMap(({ msp, rootPem }): Principal[] => [
    {
      principal_classification: 'ORGANIZATION_UNIT',
      principal: {
        msp_identifier: msp,
        organizational_unit_identifier: APPLICATION_UNIT,
        certifiers_identifier: certifiers(rootPem).toString('base64'),
      },
    },
    { principal_classification: 'ROLE', principal: { msp_identifier: msp, role: 'ADMIN' } },
    { principal_classification: 'ROLE', principal: { msp_identifier: msp, role: 'PEER' } },
  ]);
  const rules = identities.map((_principal, index) => ({ signed_by: index }));
  return { type: 1, value: { version: 0, identities, rule: { n_out_of: { n: 1, rules } } } };
}

/** A part of a channel's configuration, as configtxlator writes it. */
export interface ConfigGroup {
  readonly groups?: Readonly<Record<string, ConfigGroup>>;
  readonly policies?: Readonly<Record<string, { readonly policy: object }>>;
}

/**
 * The channel's configuration with {@link applicationsPolicy} in its place, for the first block and whenever an organisation joins.
 * It also becomes each organisation's rule for readers, of itself alone: an orderer too hands out blocks to readers.
 *
 * @throws Error for a group without these policies: not a channel of this project
 */
export function withApplicationsPolicy<G extends ConfigGroup>(channelGroup: G, organisations: readonly OrganisationRoot[]): G {
  const application = groupOf(channelGroup, 'Application');
  const own = organisations.map((each) => [each.msp, withPolicy(groupOf(application, each.msp), 'Readers', [each])] as const);
  const whole = withPolicy(application, APPLICATIONS, organisations);
  const groups = { ...application.groups, ...Object.fromEntries(own) };
  return { ...channelGroup, groups: { ...channelGroup.groups, Application: { ...whole, groups } } };
}

function groupOf(group: ConfigGroup, name: string): ConfigGroup {
  const found = group.groups?.[name];
  if (found === undefined) throw new Error(`the channel has no group ${name}`);
  return found;
}

function withPolicy(group: ConfigGroup, name: string, organisations: readonly OrganisationRoot[]): ConfigGroup {
  const found = group.policies?.[name];
  if (found === undefined) throw new Error(`the channel has no policy ${name}`);
  return { ...group, policies: { ...group.policies, [name]: { ...found, policy: applicationsPolicy(organisations) } } };
}

/** How Fabric names the chain of authorities above a certificate: here it is the root alone. */
function certifiers(rootPem: string): Buffer {
  return createHash('sha256').update(new X509Certificate(rootPem).raw).digest();
}
