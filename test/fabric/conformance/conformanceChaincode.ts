import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contracts } from '@tierline/network/dist/setting';

const CONTRACT = join(__dirname, '../../support/conformanceContract.js');
const MODULES = join(__dirname, '../../../../node_modules');

/** A chaincode package that serves the conformance contract as the tests have compiled it. */
export interface ConformanceChaincode extends Contracts {
  /** Removes its folder. */
  drop(): void;
}

/** Makes the package in a temporary folder. */
export function conformanceChaincode(): ConformanceChaincode {
  const folder = mkdtempSync(join(tmpdir(), 'tierline-conformance-'));
  mkdirSync(join(folder, 'dist'));
  const program = `exports.contracts = [require(${JSON.stringify(CONTRACT)}).ConformanceContract];\n`;
  writeFileSync(join(folder, 'dist', 'index.js'), program);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'conformance', version: '1.0.0', main: 'dist/index.js' }));
  return { folder, modules: MODULES, drop: () => rmSync(folder, { recursive: true, force: true }) };
}
