import { createPrivateKey, X509Certificate } from 'node:crypto';
import { Fault } from '@tierline/chaincode/api';
import { User } from 'fabric-common';
import type { Identity } from '../../ports/ledger';

/** Somebody in whose name an authority is called. @throws Fault NOT_AUTHORISED when certificate and key are not one pair */
export function callerOf({ msp, name, certificate, privateKey }: Identity): User {
  if (!holdsKey(certificate, privateKey)) throw new Fault('NOT_AUTHORISED', { msp, name, reason: 'WRONG_KEY' });
  return User.createUser(name, '', msp, certificate, privateKey);
}

function holdsKey(certificate: string, privateKey: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey));
  } catch {
    return false;
  }
}
