import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';

export { chaincodeDigest } from './digest';

/** What a peer is told of its organisation's chaincode service. */
export interface ServicePackage {
  /** How the package is called, `tierline_1`: the peer puts a digest of its bytes behind. */
  readonly label: string;
  /** Where the service listens, `host:port`. */
  readonly address: string;
  /** How the peer knows the service, and the service the peer. */
  readonly tls: {
    readonly rootPem: string;
    readonly clientCertificatePem: string;
    readonly clientKeyPem: string;
  };
  /** Of the contracts that the service runs: another version is another package. */
  readonly digest: string;
}

/** The same package always has the same bytes, for its name is made from them. */
const UNCHANGING = { portable: true, mtime: new Date(0), gzip: { level: 9 } } as const;

/** The package that a peer installs for a chaincode service: two small archives, the one in the other. The peer's key is in it. */
export async function chaincodePackage({ label, address, tls, digest }: ServicePackage): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'tierline-package-'));
  try {
    const connection = {
      address,
      dial_timeout: '10s',
      tls_required: true,
      client_auth_required: true,
      client_key: tls.clientKeyPem,
      client_cert: tls.clientCertificatePem,
      root_cert: tls.rootPem,
    };
    const code = await archive(join(folder, 'code'), { 'connection.json': JSON.stringify(connection), 'contracts.sha256': `${digest}\n` });
    return await archive(join(folder, 'package'), { 'metadata.json': JSON.stringify({ type: 'ccaas', label }), 'code.tar.gz': code });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function archive(folder: string, files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content, { mode: 0o600 });
  const file = `${folder}.tar.gz`;
  await create({ ...UNCHANGING, cwd: folder, file }, Object.keys(files));
  return readFile(file);
}
