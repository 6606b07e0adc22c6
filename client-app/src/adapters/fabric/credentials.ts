import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { Fault } from '@tierline/chaincode/api';
import type { Identity } from '../../ports/ledger';

/** A certificate with the key that it is held by. */
export interface Credentials {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
}

/**
 * What an identity signs with. That its organisation issued it is for the peers to say.
 * @throws Fault NOT_AUTHORISED with `reason` MALFORMED_CERTIFICATE, WRONG_NAME or WRONG_KEY
 */
export function credentialsOf(identity: Identity): Credentials {
  const certificate = parsed(identity);
  if (!certificate.subject.split('\n').includes(`CN=${identity.name}`)) throw notAuthorised(identity, 'WRONG_NAME');
  const key = heldKey(identity, certificate);
  if (key === null) throw notAuthorised(identity, 'WRONG_KEY');
  return { certificate, key };
}

/** The refusal of an identity. */
export function notAuthorised({ msp, name }: Identity, reason: string): Fault {
  return new Fault('NOT_AUTHORISED', { msp, name, reason });
}

function parsed(identity: Identity): X509Certificate {
  try {
    return new X509Certificate(identity.certificate);
  } catch {
    throw notAuthorised(identity, 'MALFORMED_CERTIFICATE');
  }
}

function heldKey({ privateKey }: Identity, certificate: X509Certificate): KeyObject | null {
  try {
    const key = createPrivateKey(privateKey);
    return certificate.checkPrivateKey(key) ? key : null;
  } catch {
    return null;
  }
}
