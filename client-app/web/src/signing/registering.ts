import { ask } from '../api/client';
import { SigningRefusal } from './refusal';
import { networkOf, REGISTRATION_SENTENCE, registrationData, type RegistrationMessage, type TypedData } from './typedData';

/** Whose key is registered. */
export interface Owner {
  readonly company: string;
  /** As his certificate names him, without the company. */
  readonly person: string;
  /** EIP-55. */
  readonly address: string;
}

/** What registers a key, and whose word it needs. */
export interface Registration {
  readonly data: TypedData;
  /** Keys of the company in force: one of them vouches; none for a first key. */
  readonly inForce: readonly string[];
}

/** What a new key signs, and the one that vouches for it. @throws Problem; SigningRefusal OTHER_REGISTRATION when the server names another owner */
export async function registrationOf({ company, person, address }: Owner): Promise<Registration> {
  const { typedData, inForce } = await ask('/signing-keys/registration', {}, { address, person });
  const message = typedData.message as unknown as RegistrationMessage;
  const network = networkOf(typedData);
  const isMeant =
    message.act === REGISTRATION_SENTENCE &&
    message.company === company &&
    message.person === `${company}/${person}` &&
    message.address === address;
  if (!isMeant || network === null) throw new SigningRefusal('OTHER_REGISTRATION');
  return { data: registrationData(network, message), inForce };
}
