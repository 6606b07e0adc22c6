import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@tierline/chaincode/api';
import { explain } from '@tierline/client-app/dist/app/messages';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { withFabric } from '@tierline/network/dist/nodes';
import { expect } from 'chai';
import { parse, stringify } from 'yaml';
import { NETWORK_FILE } from './files/sample';

type Tree = Record<string, unknown>;

/** What is wrong, the place of the value that is changed, what it becomes (undefined: it is missing), and what the operator is told. */
const WRONG: readonly (readonly [string, string, unknown, RegExp])[] = [
  ['a channel with capitals', 'channel', 'Tierline', /channel.*small letters/],
  ['a chaincode with a blank', 'chaincode', 'tier line', /chaincode.*small letters/],
  ['no word on production', 'production', undefined, /production.*boolean/],
  ['an unknown setting', 'colour', 'blue', /colour/],
  ['an organisation with a long name', 'organisations.0.name', 'THE-OPERATOR-OF-THE-NETWORK', /organisations\.0\.name.*2 to 20/],
  ['an MSP id with a hyphen', 'organisations.2.msp', 'Bank-A', /organisations\.2\.msp.*letters and digits/],
  ['a role that there is not', 'organisations.1.role', 'supplier', /organisations\.1\.role.*operator/],
  ['an MSP id twice', 'organisations.3.msp', 'BankAMSP', /organisations\.3\.msp.*twice/],
  ['a program whose bank is no bank', 'programs.0.banks', ['CoreMSP'], /programs\.0\.banks.*CoreMSP/],
  ['a program settled by a bank that is not of it', 'programs.0.settlementBank', 'CoreMSP', /programs\.0\.settlementBank.*role bank/],
  ['a program without banks', 'programs.1.banks', [], /programs\.1\.banks/],
  ['a consensus that there is not', 'fabric.consensus', 'kafka', /fabric\.consensus.*raft/],
  ['a host with a blank', 'fabric.host', 'my host', /fabric\.host.*host name/],
  ['a port below those of users', 'fabric.firstPort', 80, /fabric\.firstPort.*1024/],
  ['a block that waits for nothing', 'fabric.block.timeoutMs', 1, /fabric\.block\.timeoutMs.*50/],
  ['blocks preferred larger than allowed', 'fabric.block.preferredBytes', 20_000_000, /fabric\.block\.preferredBytes.*maximumBytes/],
  ['a wait for private values that stalls', 'fabric.privateData.pullRetryMs', 600_000, /fabric\.privateData\.pullRetryMs.*60000/],
  ['certificates that last for no day', 'fabric.certificateDays', 0, /fabric\.certificateDays.*1/],
  ['an image without a version', 'fabric.images.peer', 'hyperledger/fabric-peer', /fabric\.images\.peer.*version/],
  ['the newest image, whichever it is', 'fabric.images.node', 'node:latest', /fabric\.images\.node.*version/],
  ['a number as a text', 'fabric.chaincode.executeSeconds', 'thirty', /fabric\.chaincode\.executeSeconds.*number/],
];

describe('a wrong network file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tierline-network-file-'));
  const path = join(folder, 'network.yaml');
  after(() => rmSync(folder, { recursive: true, force: true }));

  function faultOf(text: string): Fault {
    writeFileSync(path, text);
    try {
      withFabric(readNetworkFile(path), path);
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
    throw new Error('the file was taken');
  }

  for (const [what, place, value, told] of WRONG) {
    it(`with ${what} is refused in one line that names the place and the mend`, () => {
      const fault = faultOf(changed(place, value));
      expect(fault.code).to.equal('MALFORMED');
      expect(explain(fault)).to.match(told).and.not.contain('\n');
    });
  }

  it('that is not YAML is refused with its line', () => {
    expect(explain(faultOf('channel: tierline\nchaincode: [\n'))).to.match(/line \d.*not YAML/);
  });

  it('that does not say how nodes are set is refused for a Fabric network', () => {
    expect(explain(faultOf(changed('fabric', undefined)))).to.match(/fabric.*see network\/network\.yaml/);
  });

  it('that is not there is named', () => {
    expect(() => readNetworkFile(join(folder, 'other.yaml')))
      .to.throw(Fault)
      .with.property('details')
      .that.deep.equals({ file: join(folder, 'other.yaml'), reason: 'ENOENT' });
  });
});

/** The project's network file with one value changed, or taken away. */
function changed(place: string, value: unknown): string {
  const file = parse(readFileSync(NETWORK_FILE, 'utf8')) as Tree;
  const names = place.split('.');
  const last = names.pop() ?? '';
  const parent = names.reduce<Tree>((tree, name) => tree[name] as Tree, file);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return stringify(file);
}
