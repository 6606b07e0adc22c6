import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { Fault, type Msp } from '@tierline/chaincode/api';
import type { Identity } from '../../ports/ledger';
import type { NodeUnit } from './certificates';

/**
 * The certificate of an identity, proven: issued by the root of the organisation that it names, for the unit, and held
 * together with its private key.
 * @throws Fault NOT_AUTHORISED with `reason` UNKNOWN_ORGANISATION, MALFORMED_CERTIFICATE, UNKNOWN_ISSUER, WRONG_UNIT,
 *   WRONG_NAME or WRONG_KEY
 */
export function provenCertificate(identity: Identity, roots: ReadonlyMap<Msp, string>, unit: NodeUnit): X509Certificate {
  const root = roots.get(identity.msp);
  if (root === undefined) throw notAuthorised(identity, 'UNKNOWN_ORGANISATION');
  const certificate = certificateOf(identity);
  const issuer = new X509Certificate(root);
  const issued = !certificate.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  if (!issued) throw notAuthorised(identity, 'UNKNOWN_ISSUER');
  const subject = certificate.subject.split('\n');
  if (!subject.includes(`OU=${unit}`)) throw notAuthorised(identity, 'WRONG_UNIT');
  credentialsOf(identity, certificate);
  return certificate;
}

/** A certificate with the key that it is held by. */
export interface Credentials {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
}

/**
 * What an identity signs with; who issued it is not asked.
 * @throws Fault NOT_AUTHORISED with `reason` MALFORMED_CERTIFICATE, WRONG_NAME or WRONG_KEY
 */
export function credentialsOf(identity: Identity, certificate: X509Certificate = certificateOf(identity)): Credentials {
  if (!certificate.subject.split('\n').includes(`CN=${identity.name}`)) throw notAuthorised(identity, 'WRONG_NAME');
  const key = heldKey(certificate, identity.privateKey);
  if (key === null) throw notAuthorised(identity, 'WRONG_KEY');
  return { certificate, key };
}

/** @throws Fault NOT_AUTHORISED with `reason` EXPIRED when the certificate is not valid at `now` (milliseconds since 1970 UTC) */
export function assertInForce(identity: Identity, certificate: X509Certificate, now: number): void {
  const inForce = Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
  if (!inForce) throw notAuthorised(identity, 'EXPIRED');
}

function certificateOf(identity: Identity): X509Certificate {
  try {
    return new X509Certificate(identity.certificate);
  } catch {
    throw notAuthorised(identity, 'MALFORMED_CERTIFICATE');
  }
}

function heldKey(certificate: X509Certificate, privateKey: string): KeyObject | null {
  try {
    const key = createPrivateKey(privateKey);
    return certificate.checkPrivateKey(key) ? key : null;
  } catch {
    return null;
  }
}

/** The refusal of an identity. */
export function notAuthorised({ msp, name }: Identity, reason: string): Fault {
  return new Fault('NOT_AUTHORISED', { msp, name, reason });
}
