import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { PemConverter, Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from '@peculiar/x509';
import { Fault } from '@tierline/chaincode/api';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const MAX_HOSTS = 20;
const HOST = /^[A-Za-z0-9.:_-]{1,253}$/;

/** A new key and the request to certify it. */
export interface CertificateRequest {
  /** PKCS#8 private key, PEM; it has left this process for nowhere. */
  readonly privateKey: string;
  /** PKCS#10, PEM. */
  readonly request: string;
}

/**
 * Makes a P-256 key and a request whose common name is `name`; `hosts` are its subject alternative names, host names or
 * IP addresses, at most 20.
 * @throws Fault MALFORMED
 */
export async function newRequest(name: string, hosts: readonly string[]): Promise<CertificateRequest> {
  if (hosts.length > MAX_HOSTS || !hosts.every((host) => HOST.test(host))) throw new Fault('MALFORMED', { field: 'hosts' });
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const names = hosts.map((host) => ({ type: isIP(host) === 0 ? ('dns' as const) : ('ip' as const), value: host }));
  const request = await Pkcs10CertificateRequestGenerator.create(
    {
      name: [{ CN: [name] }],
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)],
    },
    webcrypto,
  );
  const privateKey = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { privateKey, request: request.toString('pem') };
}
