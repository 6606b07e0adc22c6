import { generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { expect } from 'chai';
import { blockHash } from '@tierline/client-app/dist/adapters/fabric/blockHash';
import { bigEndian, derInteger, derOctets, derSequence } from '@tierline/client-app/dist/adapters/der';
import { lowSignature } from '@tierline/client-app/dist/adapters/lowSignature';

/** The order of P-256, halved: what Fabric calls a low S. */
const HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;
const INTEGER_HEADER_BYTES = 2;
const SEQUENCE_HEADER_BYTES = 2;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('a signature for Fabric', () => {
  it('is valid, and always the lower of the two that are', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (let round = 0; round < 50; round += 1) {
      const payload = randomBytes(round + 1);
      const signature = lowSignature(payload, privateKey);
      expect(verify('sha256', payload, publicKey, signature)).to.equal(true);
      const first = signature.subarray(SEQUENCE_HEADER_BYTES);
      const second = first.subarray(INTEGER_HEADER_BYTES + (first[1] ?? 0));
      expect(bigEndian(second.subarray(INTEGER_HEADER_BYTES)) <= HALF_ORDER).to.equal(true);
    }
  });
});

describe('values in DER', () => {
  const INTEGERS: readonly (readonly [bigint, string])[] = [
    [0n, '020100'],
    [1n, '020101'],
    [127n, '02017f'],
    [128n, '02020080'],
    [256n, '02020100'],
    [65_535n, '020300ffff'],
  ];
  for (const [number, encoded] of INTEGERS) {
    it(`write ${number} as ${encoded}`, () => {
      expect(hex(derInteger(number))).to.equal(encoded);
    });
  }

  it('tell lengths of one, two and three bytes', () => {
    expect(hex(derOctets(Buffer.alloc(127)).subarray(0, 2))).to.equal('047f');
    expect(hex(derOctets(Buffer.alloc(128)).subarray(0, 3))).to.equal('048180');
    expect(hex(derSequence(Buffer.alloc(256)).subarray(0, 4))).to.equal('30820100');
  });
});

describe("a block's hash", () => {
  it('is the one that the next block of a real chain names', () => {
    const header = {
      number: 300,
      previous_hash: Buffer.from('4093be8e6c8039a6406385341320bda175f0c588069820a53b2ad288f5b8026f', 'hex'),
      data_hash: Buffer.from('72ae13cf6e3b0b090bf4590a7b5ece6a070a63a168c39f7b288461d927b8de93', 'hex'),
    };
    expect(blockHash(header)).to.equal('d77aecb700eb3069741724e26574791c2188f8d559d5f49588f8b8d7926b8ccd');
  });
});
