import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chaincodeEndorsement, fabricCollections, signaturePolicy } from '@tierline/chaincode/api';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { composeYaml } from '@tierline/network/dist/files/composeYaml';
import { withFabric } from '@tierline/network/dist/nodes';

const NETWORK = join(__dirname, '../../network');

/** Files that follow from `network/network.yaml`, with their contents. */
function generated(): readonly (readonly [string, string])[] {
  const path = join(NETWORK, 'network.yaml');
  const network = withFabric(readNetworkFile(path), path);
  const definition = { chaincodePolicy: signaturePolicy(chaincodeEndorsement(network)), collections: fabricCollections(network) };
  return [
    [join(NETWORK, 'collections.json'), `${JSON.stringify(definition, null, 2)}\n`],
    [join(NETWORK, 'compose.yaml'), composeYaml(network)],
  ];
}

/** Writes the generated files; with `--check` only says which are stale, and fails. */
function main(): void {
  const check = process.argv.includes('--check');
  for (const [file, text] of generated()) {
    if (!check) writeFileSync(file, text);
    else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      console.error(`${file} is stale: run npm run generate`);
      process.exitCode = 1;
    }
  }
}

main();
