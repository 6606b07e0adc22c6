import { User, type ICryptoSuite, type IIdentity, type ISigningIdentity } from 'fabric-common';
import type { Identity as LibraryIdentity, IdentityProvider } from 'fabric-network';
import { msp } from 'fabric-protos';
import type { Identity } from '../../ports/ledger';
import type { Credentials } from '../localCa/membership';
import { lowSignature } from '../lowSignature';

/** The library's name for one person or application, who signs with the machine's own cryptography. */
class SigningUser extends User {
  readonly #identity: IIdentity & ISigningIdentity;

  constructor(identity: Identity, { key }: Credentials) {
    super(identity.name);
    const creator = { mspid: identity.msp, id_bytes: Buffer.from(identity.certificate) };
    const serialized = Buffer.from(msp.SerializedIdentity.encode(creator).finish());
    this.#identity = {
      serialize: () => serialized,
      getMSPId: () => identity.msp,
      isValid: () => true,
      getOrganizationUnits: () => '',
      verify: unused,
      sign: (message) => lowSignature(message, key),
    };
  }

  override getMspid(): string {
    return this.#identity.getMSPId();
  }

  override getIdentity(): IIdentity {
    return this.#identity;
  }

  override getSigningIdentity(): ISigningIdentity {
    return this.#identity;
  }
}

/** Gives the library one signing identity instead of the one that it would make of a certificate and a key. */
export function providerOf(identity: Identity, credentials: Credentials): IdentityProvider {
  const user = new SigningUser(identity, credentials);
  return {
    type: 'X.509',
    getCryptoSuite: (): ICryptoSuite => unused(),
    fromJson: (): LibraryIdentity => unused(),
    toJson: unused,
    getUserContext: () => Promise.resolve(user),
  };
}

function unused(): never {
  throw new Error('not used by a ledger connection');
}
