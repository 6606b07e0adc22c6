import { randomBytes } from 'node:crypto';
import { dropFolders, newFolder, openConformance } from '../support/embeddedFixture';
import { shouldBehaveLikeLedger } from './shouldBehaveLikeLedger';

const NONCE_BYTES = 24;
let nonce: Uint8Array | null = null;

after(dropFolders);

shouldBehaveLikeLedger('embedded', {
  open: async () =>
    openConformance(await newFolder(), {
      randomBytes: (count) => (count === NONCE_BYTES && nonce !== null ? nonce : randomBytes(count)),
    }),
  withOneTransactionId: async (work) => {
    nonce = randomBytes(NONCE_BYTES);
    try {
      return await work();
    } finally {
      nonce = null;
    }
  },
});
