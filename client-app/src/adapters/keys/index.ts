export { externalSigner } from './externalSigner';
export { newKeyFile, openKeyFile, signerInMemory } from './keyFile';
