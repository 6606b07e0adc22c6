const LONG_FORM = 0x80;
const SIGN_BIT = 0x80;
const INTEGER = 0x02;
const OCTETS = 0x04;
const SEQUENCE = 0x30;
const BYTE = 0xff;

/** An ASN.1 value of a type, in DER. */
function value(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(length: number): readonly number[] {
  if (length < LONG_FORM) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / (BYTE + 1))) bytes.unshift(rest & BYTE);
  return [LONG_FORM | bytes.length, ...bytes];
}

/** A non-negative ASN.1 INTEGER in DER, which is what Fabric hashes and signs with. */
export function derInteger(number: bigint): Buffer {
  const digits = number.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  const isNegative = ((bytes[0] ?? 0) & SIGN_BIT) !== 0;
  return value(INTEGER, isNegative ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes);
}

/** An ASN.1 OCTET STRING in DER. */
export function derOctets(bytes: Uint8Array): Buffer {
  return value(OCTETS, bytes);
}

/** An ASN.1 SEQUENCE in DER. */
export function derSequence(...parts: readonly Uint8Array[]): Buffer {
  return value(SEQUENCE, Buffer.concat(parts));
}

/** Bytes as a number, the highest byte first. */
export function bigEndian(bytes: Uint8Array): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
