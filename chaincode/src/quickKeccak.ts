import { keccak256 } from 'ethers/crypto';
import { createKeccak } from 'hash-wasm';

// What people sign is mostly keccak, once for each line: compiled it takes an eighth of the time. Until that is loaded, and where it
// cannot be, the signature library computes the same by itself.
createKeccak(256).then(
  (hasher) => keccak256.register((data) => hasher.init().update(data).digest('binary')),
  () => undefined,
);
