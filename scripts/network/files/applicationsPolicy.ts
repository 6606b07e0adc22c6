import { createHash, X509Certificate } from 'node:crypto';
import { APPLICATIONS } from './channelPolicies';

/** An organisation and the certificate authority that it trusts. */
export interface OrganisationRoot {
  readonly msp: string;
  /** The certificate of its root authority, PEM, signed with a low S as Fabric's own is. */
  readonly rootPem: string;
}

/** The organisational unit that applications' certificates carry. */
export const APPLICATION_UNIT = 'app';

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

/** Who may read whole blocks: the organisations' applications, their administrators and their peers; never an ordinary user. */
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
 *
 * @throws Error for a group without that policy: not a channel of this project
 */
export function withApplicationsPolicy<G extends ConfigGroup>(channelGroup: G, organisations: readonly OrganisationRoot[]): G {
  const application = channelGroup.groups?.['Application'];
  const found = application?.policies?.[APPLICATIONS];
  if (application === undefined || found === undefined) throw new Error(`the channel has no policy ${APPLICATIONS}`);
  const policies = { ...application.policies, [APPLICATIONS]: { ...found, policy: applicationsPolicy(organisations) } };
  return { ...channelGroup, groups: { ...channelGroup.groups, Application: { ...application, policies } } };
}

/** How Fabric names the chain of authorities above a certificate: here it is the root alone. */
function certifiers(rootPem: string): Buffer {
  return createHash('sha256').update(new X509Certificate(rootPem).raw).digest();
}
