import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { Msp } from '@tierline/chaincode/api';

/** A certificate and its private key, both PEM (PKCS#8). */
export interface CertifiedKey {
  readonly certificate: string;
  readonly privateKey: string;
}

/** The node OU that a certificate carries: Fabric tells clients from peers by it. */
export type NodeUnit = 'client' | 'peer';

/** What a certificate says of its holder. */
export interface LeafSubject {
  /** Enrolment id, the common name. */
  readonly name: string;
  readonly unit: NodeUnit;
  /** Fabric's attributes, signed into the certificate; empty for none. */
  readonly attributes: Readonly<Record<string, string>>;
}

const FABRIC_ATTRIBUTES = '1.2.3.4.5.6.7.8.1';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;
const BACKDATED_DAYS = 1;
const ROOT_DAYS = 3650;
const LEAF_DAYS = 3600;

/** A new self-signed root of one organisation, valid from the day before `now` (milliseconds since 1970 UTC). */
export async function createRoot(organisation: Msp, now: number): Promise<CertifiedKey> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: [{ CN: [`ca.${organisation}`] }, { O: [organisation] }],
      keys,
      ...validity(now, ROOT_DAYS),
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        // Fabric's peers take no root without it.
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { certificate: certificate.toString('pem'), privateKey: await privateKeyPem(keys.privateKey) };
}

/** A new key and its certificate, signed by the organisation's root. */
export async function issueLeaf(root: CertifiedKey, organisation: Msp, subject: LeafSubject, now: number): Promise<CertifiedKey> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create(
    {
      subject: [{ CN: [subject.name] }, { OU: [subject.unit] }, { O: [organisation] }],
      issuer: new X509Certificate(root.certificate).subjectName,
      publicKey: keys.publicKey,
      signingKey: await importedKey(root.privateKey),
      ...validity(now, LEAF_DAYS),
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new Extension(FABRIC_ATTRIBUTES, false, Buffer.from(JSON.stringify({ attrs: subject.attributes }))),
      ],
    },
    webcrypto,
  );
  return { certificate: certificate.toString('pem'), privateKey: await privateKeyPem(keys.privateKey) };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function importedKey(privateKey: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(privateKey), ALGORITHM, false, ['sign']);
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function validity(now: number, days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  return { notBefore: new Date(now - BACKDATED_DAYS * DAY_MS), notAfter: new Date(now + days * DAY_MS) };
}
