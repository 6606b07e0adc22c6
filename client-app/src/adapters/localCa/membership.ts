import { createPrivateKey, X509Certificate } from 'node:crypto';
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
  if (root === undefined) throw refusal(identity, 'UNKNOWN_ORGANISATION');
  const certificate = parsed(identity);
  const issuer = new X509Certificate(root);
  const issued = !certificate.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  if (!issued) throw refusal(identity, 'UNKNOWN_ISSUER');
  const subject = certificate.subject.split('\n');
  if (!subject.includes(`OU=${unit}`)) throw refusal(identity, 'WRONG_UNIT');
  if (!subject.includes(`CN=${identity.name}`)) throw refusal(identity, 'WRONG_NAME');
  if (!holdsKey(certificate, identity.privateKey)) throw refusal(identity, 'WRONG_KEY');
  return certificate;
}

/** @throws Fault NOT_AUTHORISED with `reason` EXPIRED when the certificate is not valid at `now` (milliseconds since 1970 UTC) */
export function assertInForce(identity: Identity, certificate: X509Certificate, now: number): void {
  const inForce = Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
  if (!inForce) throw refusal(identity, 'EXPIRED');
}

function parsed(identity: Identity): X509Certificate {
  try {
    return new X509Certificate(identity.certificate);
  } catch {
    throw refusal(identity, 'MALFORMED_CERTIFICATE');
  }
}

function holdsKey(certificate: X509Certificate, privateKey: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(privateKey));
  } catch {
    return false;
  }
}

function refusal(identity: Identity, reason: string): Fault {
  return new Fault('NOT_AUTHORISED', { msp: identity.msp, name: identity.name, reason });
}
