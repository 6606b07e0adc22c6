import { join } from 'node:path';
import { stringify } from 'yaml';

/** Where the files of an MSP folder lie below it. */
export const MSP_FILES = {
  configuration: 'config.yaml',
  root: 'cacerts/ca.pem',
  tlsRoot: 'tlscacerts/ca.pem',
  certificate: 'signcerts/cert.pem',
  key: 'keystore/key.pem',
} as const;

const ROOT = MSP_FILES.root;

/** Fabric tells peers, orderers, administrators and clients apart by the organisational unit that their certificate authority gave them. */
const NODE_UNITS = stringify({
  NodeOUs: {
    Enable: true,
    ClientOUIdentifier: unit('client'),
    PeerOUIdentifier: unit('peer'),
    AdminOUIdentifier: unit('admin'),
    OrdererOUIdentifier: unit('orderer'),
  },
});

function unit(name: string): { readonly Certificate: string; readonly OrganizationalUnitIdentifier: string } {
  return { Certificate: ROOT, OrganizationalUnitIdentifier: name };
}

/** What an MSP folder holds. */
export interface MspContents {
  /** The organisation's root, which also issues its nodes' TLS certificates, PEM. */
  readonly root: string;
  /** Whose folder it is, PEM; null for the organisation's own, which is public. */
  readonly signer: { readonly certificate: string; readonly privateKey: string } | null;
}

/** The files of an MSP folder, path and text of each, in the order in which they are to be written: the certificate comes last. */
export function mspFiles(folder: string, { root, signer }: MspContents): readonly (readonly [string, string])[] {
  const files: readonly (readonly [keyof typeof MSP_FILES, string])[] = [
    ['configuration', NODE_UNITS],
    ['root', root],
    ['tlsRoot', root],
    ...(signer === null
      ? []
      : ([
          ['key', signer.privateKey],
          ['certificate', signer.certificate],
        ] as const)),
  ];
  return files.map(([name, text]) => [join(folder, MSP_FILES[name]), text]);
}
