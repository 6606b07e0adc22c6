import { createRequire } from 'node:module';
import { defineConfig } from 'vite';
import { packed } from './packed.js';

/** What the page takes from the contracts: their own tables, so that page and ledger cannot differ. */
interface Contracts {
  readonly CURRENCY_EXPONENTS: Readonly<Record<string, number>>;
  readonly CONSENT_STRUCTS: Readonly<Record<string, object>>;
  readonly CONSENT_SENTENCES: Readonly<Record<string, string>>;
  readonly registration: (network: string, terms: object) => Registration;
}

/** What new key and voucher sign, without the values. */
interface Registration {
  readonly types: Readonly<Record<string, object>>;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, unknown>>;
}

const { CURRENCY_EXPONENTS, CONSENT_STRUCTS, CONSENT_SENTENCES, registration } = createRequire(import.meta.url)(
  '@tierline/chaincode/api',
) as Contracts;
const { types, primaryType, message } = registration('', {});

export default defineConfig({
  // Thousands of notes that a library's marks for servers mean nothing in a browser.
  logLevel: 'error',
  define: {
    __CURRENCY_EXPONENTS__: JSON.stringify(CURRENCY_EXPONENTS),
    __CONSENT_STRUCTS__: JSON.stringify(CONSENT_STRUCTS),
    __CONSENT_SENTENCES__: JSON.stringify(CONSENT_SENTENCES),
    __REGISTRATION__: JSON.stringify({ struct: { name: primaryType, fields: types[primaryType] }, sentence: message['act'] }),
  },
  build: { target: 'es2022', reportCompressedSize: false, chunkSizeWarningLimit: 900 },
  plugins: [packed()],
});
