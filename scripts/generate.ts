import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chaincodeEndorsement, fabricCollections, signaturePolicy } from '@tierline/chaincode/api';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { version } from '@tierline/client-app/dist/cli/build';
import { documentOf } from '@tierline/client-app/dist/http/openapi/document';
import { OPERATIONS } from '@tierline/client-app/dist/http/operations';
import { composeYaml } from '@tierline/network/dist/files/composeYaml';
import { withFabric } from '@tierline/network/dist/nodes';
import { typedClient } from '@tierline/typed-client';

const ROOT = join(__dirname, '../..');
const NETWORK = join(ROOT, 'network');
const CLIENT_APP = join(ROOT, 'client-app');
/** The compiler of contracts, as it is built. */
const SOLIDITY = join(ROOT, 'test/dist/support/solidity.js');

/** A file and its contents. */
type Generated = readonly (readonly [string, string])[];

const asJson = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** Files that follow from `network/network.yaml`. */
function ofNetwork(): Generated {
  const path = join(NETWORK, 'network.yaml');
  const network = withFabric(readNetworkFile(path), path);
  const definition = { chaincodePolicy: signaturePolicy(chaincodeEndorsement(network)), collections: fabricCollections(network) };
  return [
    [join(NETWORK, 'collections.json'), asJson(definition)],
    [join(NETWORK, 'compose.yaml'), composeYaml(network)],
  ];
}

/** Files that follow from the table of operations: the document, and the types of the page's client. */
async function ofOperations(): Promise<Generated> {
  const document = asJson(documentOf(OPERATIONS, { version: version() }));
  return [
    [join(CLIENT_APP, 'openapi.json'), document],
    [join(CLIENT_APP, 'web/src/api/schema.ts'), await typedClient(JSON.parse(document) as object)],
  ];
}

/** What follows from the contract that keeps notarised roots: its ABI, its code and their digests. */
async function ofContract(): Promise<Generated> {
  const { compiledContract } = (await import(SOLIDITY)) as typeof import('../test/support/solidity.js');
  const source = join(CLIENT_APP, 'notary/FactsNotary.sol');
  return [[join(CLIENT_APP, 'src/adapters/evm/FactsNotary.json'), asJson(compiledContract(source))]];
}

/** Writes the generated files; with `--check` only says which are stale, and fails. */
async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  for (const [file, text] of [...ofNetwork(), ...(await ofOperations()), ...(await ofContract())]) {
    if (!check) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      console.error(`${file} is stale: run npm run generate`);
      process.exitCode = 1;
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
