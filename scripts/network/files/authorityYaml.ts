import { yamlText } from './yamlText';

const HOURS_OF_DAY = 24;
/** A root outlives every certificate that it issues: fifteen years, as Fabric CA's own. */
const ROOT_HOURS = 131_400;

/** What a certificate authority's configuration is made from. */
export interface AuthorityFiles {
  /** `ca.bank-a`: also the name of its root certificate. */
  readonly name: string;
  readonly msp: string;
  readonly host: string;
  readonly port: number;
  readonly operationsPort: number;
  /** Days that a certificate lasts. */
  readonly certificateDays: number;
  /** Its first administrator. The secret makes this file one for its owner only. */
  readonly bootstrap: { readonly name: string; readonly secret: string };
  /** Parts of the organisation: each becomes an organisational unit of a certificate. */
  readonly affiliations: readonly string[];
}

/** The fabric-ca-server-config.yaml of an organisation's certificate authority: it issues identities and, by the profile `tls`, TLS certificates. */
export function authorityYaml(authority: AuthorityFiles): string {
  const { name, msp, host, port, operationsPort, certificateDays, bootstrap, affiliations } = authority;
  const expiry = `${certificateDays * HOURS_OF_DAY}h`;
  return yamlText({
    address: host,
    port,
    debug: false,
    // Its TLS certificate is issued by itself at the first start.
    tls: { enabled: true, clientauth: { type: 'noclientcert' } },
    ca: { name, keyfile: 'ca-key.pem', certfile: 'ca-cert.pem' },
    crl: { expiry: '24h' },
    registry: { maxenrollments: -1, identities: [administrator(bootstrap)] },
    db: { type: 'sqlite3', datasource: 'fabric-ca-server.db', tls: { enabled: false } },
    affiliations: Object.fromEntries(affiliations.map((affiliation) => [affiliation, []])),
    signing: {
      default: { usage: ['digital signature'], expiry },
      profiles: { tls: { usage: ['signing', 'server auth', 'client auth'], expiry } },
    },
    csr: {
      cn: name,
      names: [{ O: msp }],
      hosts: [...new Set([host, 'localhost'])],
      keyrequest: { algo: 'ecdsa', size: 256 },
      ca: { expiry: `${ROOT_HOURS}h`, pathlength: 0 },
    },
    bccsp: { default: 'SW', sw: { hash: 'SHA2', security: 256, filekeystore: { keystore: 'msp/keystore' } } },
    // Somebody who guesses a secret is locked out; his registrar gives him a new one.
    cfg: { identities: { passwordattempts: 10, allowremove: false } },
    operations: { listenAddress: `${host}:${operationsPort}`, tls: { enabled: false } },
    metrics: { provider: 'disabled' },
  });
}

function administrator({ name, secret }: AuthorityFiles['bootstrap']): object {
  return {
    name,
    pass: secret,
    type: 'client',
    affiliation: '',
    attrs: {
      'hf.Registrar.Roles': '*',
      'hf.Registrar.DelegateRoles': '*',
      'hf.Registrar.Attributes': '*',
      'hf.Revoker': true,
      'hf.GenCRL': true,
      'hf.AffiliationMgr': true,
    },
  };
}
