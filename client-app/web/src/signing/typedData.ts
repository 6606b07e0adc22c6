import type { ConsentAct, ConsentMessage } from '@tierline/chaincode/consent';

export type { ConsentAct, ConsentMessage };

/** What registers a key. */
export interface RegistrationMessage {
  readonly act: string;
  readonly company: string;
  readonly person: string;
  readonly address: string;
  readonly channel: string;
  readonly chaincode: string;
}

/** What a key signs, by EIP-712, without the type of its domain. */
export interface TypedData {
  readonly domain: { readonly name: string; readonly version: string; readonly salt: string };
  readonly types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;
  readonly primaryType: string;
  readonly message: ConsentMessage | RegistrationMessage;
}

type Struct = (typeof __CONSENT_STRUCTS__)[string];

const NAME = 'Tierline';
const VERSION = '1';
const SALT = /^0x[0-9a-f]{64}$/;

/** The sentence of an act, as it is signed. */
export const sentenceOf = (act: ConsentAct): string => __CONSENT_SENTENCES__[act] ?? '';

/** The sentence by which a key is registered. */
export const REGISTRATION_SENTENCE = __REGISTRATION__.sentence;

/**
 * What is signed in an act: built here, of the message alone. A key never signs types or a domain that a server has chosen, so that a
 * message of this page can never be, say, an order to another chain's contract.
 * @param network 64 hex digits
 */
export function consentData(act: ConsentAct, network: string, message: ConsentMessage): TypedData {
  return dataOf(__CONSENT_STRUCTS__[act] ?? __REGISTRATION__.struct, network, message);
}

/** What registers a key: built here, see {@link consentData}. */
export function registrationData(network: string, message: RegistrationMessage): TypedData {
  return dataOf(__REGISTRATION__.struct, network, message);
}

function dataOf({ name, fields }: Struct, network: string, message: TypedData['message']): TypedData {
  return {
    domain: { name: NAME, version: VERSION, salt: `0x${network}` },
    types: { [name]: fields },
    primaryType: name,
    message: Object.fromEntries(
      fields.map((field) => [field.name, Reflect.get(message, field.name) as unknown]),
    ) as unknown as typeof message,
  };
}

/** Id of the network that data was made for, 64 hex digits; null when it is none. */
export function networkOf({ domain: { salt } }: Pick<TypedData, 'domain'>): string | null {
  return SALT.test(salt) ? salt.slice(2) : null;
}
