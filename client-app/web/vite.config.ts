import { createRequire } from 'node:module';
import { defineConfig } from 'vite';
import { packed } from './packed.js';

/** What the page takes from the contracts: their own tables, so that page and ledger cannot differ. */
interface Contracts {
  readonly CURRENCY_EXPONENTS: Readonly<Record<string, number>>;
}

const { CURRENCY_EXPONENTS } = createRequire(import.meta.url)('@tierline/chaincode/api') as Contracts;

export default defineConfig({
  // Thousands of notes that a library's marks for servers mean nothing in a browser.
  logLevel: 'error',
  define: { __CURRENCY_EXPONENTS__: JSON.stringify(CURRENCY_EXPONENTS) },
  build: { target: 'es2022', reportCompressedSize: false, chunkSizeWarningLimit: 900 },
  plugins: [packed()],
});
