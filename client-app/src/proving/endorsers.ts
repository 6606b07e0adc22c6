import 'reflect-metadata';
import { AsnEcSignatureFormatter, BasicConstraintsExtension, X509Certificate } from '@peculiar/x509';
import { decodeBase64 } from 'ethers';
import { identityIn } from './endorsedMessage';
import { Failure } from './failure';
import type { Pins } from './pins';
import type { ProofEndorsed } from './proof';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
/** Half the order of the group of P-256: Fabric takes the lower of the two values of `s` alone. */
const HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;
const HALF_BYTES = 32;

/** A public key as WebCrypto has it. */
type VerifyingKey = Awaited<ReturnType<X509Certificate['publicKey']['export']>>;

/** A peer whose certificate a pinned root issued. */
export interface Endorser {
  readonly msp: string;
  /** What stands behind the payload in what it signs. */
  readonly identity: Uint8Array;
  readonly key: VerifyingKey;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Reads the endorsers of a proof. @throws Failure UNKNOWN_ORGANISATION, CERTIFICATE_REFUSED */
export async function endorsersIn(identities: readonly string[], pins: Pins): Promise<readonly Endorser[]> {
  const roots = new Map(
    await Promise.all(pins.organisations.map(async ({ msp, roots: pems }) => [msp, await rootsIn(msp, pems)] as const)),
  );
  return Promise.all(identities.map((identity, index) => endorserIn(decodeBase64(identity), `endorser ${index + 1}`, roots)));
}

async function rootsIn(msp: string, pems: readonly string[]): Promise<readonly X509Certificate[]> {
  return Promise.all(
    pems.map(async (pem) => {
      try {
        const root = new X509Certificate(pem);
        const isAuthority = root.getExtension(BasicConstraintsExtension)?.ca === true;
        if (isAuthority && root.toString('pem').trim() === pem.trim() && (await isIssuedBy(root, root))) return root;
      } catch {
        // Told below: what cannot be read is no root.
      }
      throw new Failure('CERTIFICATE_REFUSED', 'pins', `a root of ${msp} is none`);
    }),
  );
}

async function endorserIn(identity: Uint8Array, where: string, roots: ReadonlyMap<string, readonly X509Certificate[]>): Promise<Endorser> {
  const { msp, certificate } = named(identity, where);
  const issuers = roots.get(msp);
  if (issuers === undefined) throw new Failure('UNKNOWN_ORGANISATION', where, msp);
  const isIssued = (await Promise.all(issuers.map((root) => isIssuedBy(certificate, root)))).includes(true);
  if (!isIssued || !certificate.subjectName.getField('OU').includes('peer')) throw new Failure('CERTIFICATE_REFUSED', where, msp);
  const { notBefore, notAfter } = certificate;
  return { msp, identity, key: await keyOf(certificate, where), notBefore, notAfter };
}

function named(identity: Uint8Array, where: string): { readonly msp: string; readonly certificate: X509Certificate } {
  try {
    const { msp, certificate } = identityIn(identity);
    return { msp, certificate: new X509Certificate(certificate) };
  } catch {
    throw new Failure('CERTIFICATE_REFUSED', where, 'unreadable');
  }
}

async function isIssuedBy(certificate: X509Certificate, root: X509Certificate): Promise<boolean> {
  return certificate.issuer === root.subject && (await certificate.verify({ publicKey: root.publicKey, signatureOnly: true }));
}

async function keyOf(certificate: X509Certificate, where: string): Promise<VerifyingKey> {
  try {
    return await certificate.publicKey.export(ECDSA, ['verify']);
  } catch {
    throw new Failure('CERTIFICATE_REFUSED', where, 'its key is not of P-256');
  }
}

/** The organisations that signed a payload, each once. @throws Failure SIGNATURE_WRONG */
export async function signersOf(
  { payload, signatures }: ProofEndorsed,
  endorsers: readonly Endorser[],
  where: string,
): Promise<ReadonlySet<string>> {
  const bytes = decodeBase64(payload);
  const signers = await Promise.all(
    signatures.map(async ({ endorser: number, signature }) => {
      const endorser = endorsers[number];
      if (endorser === undefined) throw new Failure('SIGNATURE_WRONG', where, `there is no endorser ${number + 1}`);
      const signed = new Uint8Array([...bytes, ...endorser.identity]);
      if (!(await isSigned(signed, decodeBase64(signature), endorser.key))) throw new Failure('SIGNATURE_WRONG', where, endorser.msp);
      return endorser.msp;
    }),
  );
  if (new Set(signers).size < signers.length) throw new Failure('SIGNATURE_WRONG', where, 'an organisation signs twice');
  return new Set(signers);
}

async function isSigned(data: Uint8Array<ArrayBuffer>, signature: Uint8Array, key: VerifyingKey): Promise<boolean> {
  const web = webSignature(signature);
  return web !== null && (await crypto.subtle.verify(ECDSA, key, web, data));
}

/** The two numbers of a DER signature side by side; null unless it is the one form that Fabric takes. */
function webSignature(signature: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const formatter = new AsnEcSignatureFormatter();
  try {
    const web = formatter.toWebSignature(ECDSA, new Uint8Array(signature));
    const again = web === null ? null : formatter.toAsnSignature(ECDSA, web);
    if (web === null || again === null || !isEqual(new Uint8Array(again), signature)) return null;
    const bytes = new Uint8Array(web);
    const s = bytes.subarray(HALF_BYTES).reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
    return s <= HALF_ORDER ? bytes : null;
  } catch {
    return null;
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
