import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@tierline/chaincode/api';
import { findPrograms, type Environment } from '@tierline/network/dist/programs';
import { expect } from 'chai';

const FABRIC = ['peer', 'orderer'];
const SILENT = ['configtxgen', 'configtxlator', 'osnadmin'];
const OWNER_RUNS = 0o700;

describe("finding Fabric's programs", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'tierline-programs-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  function program(folder: string, name: string, version?: string): void {
    mkdirSync(folder, { recursive: true });
    const says = version === undefined ? 'exit 1' : `[ "$1" = version ] && printf '${name}:\\n Version: ${version}\\n'`;
    writeFileSync(join(folder, name), `#!/bin/sh\n${says}\n`);
    chmodSync(join(folder, name), OWNER_RUNS);
  }

  function install(bin: string, builder: string, fabric = 'v3.1.5'): void {
    for (const name of FABRIC) program(bin, name, fabric);
    for (const name of SILENT) program(bin, name);
    program(bin, 'fabric-ca-server', '1.5.21');
    for (const name of ['build', 'detect', 'release']) program(join(builder, 'bin'), name);
  }

  async function refusal(environment: Environment): Promise<Fault> {
    const answer = await findPrograms(environment).catch((error: unknown) => error);
    if (!(answer instanceof Fault)) throw new Error('they were found');
    return answer;
  }

  const usual = (): string => join(home, '.fabric');

  it('takes those that lie where Fabric’s own installer is told to put them', async () => {
    install(join(usual(), 'bin'), join(usual(), 'builders/ccaas'));
    expect(await findPrograms({ HOME: home, PATH: '' })).to.deep.equal({
      peer: join(usual(), 'bin/peer'),
      orderer: join(usual(), 'bin/orderer'),
      configtxgen: join(usual(), 'bin/configtxgen'),
      configtxlator: join(usual(), 'bin/configtxlator'),
      osnadmin: join(usual(), 'bin/osnadmin'),
      authority: join(usual(), 'bin/fabric-ca-server'),
      builder: join(usual(), 'builders/ccaas'),
    });
  });

  it('prefers those of FABRIC_BIN to those of PATH, and those of PATH to the usual place', async () => {
    install(join(usual(), 'bin'), join(usual(), 'builders/ccaas'));
    program(join(home, 'path'), 'peer', 'v3.1.4');
    program(join(home, 'path'), 'orderer', 'v3.1.4');
    program(join(home, 'own'), 'peer', 'v3.1.3');
    const { peer, orderer, osnadmin } = await findPrograms({ HOME: home, PATH: join(home, 'path'), FABRIC_BIN: join(home, 'own') });
    expect([peer, orderer, osnadmin]).to.deep.equal([join(home, 'own/peer'), join(home, 'path/orderer'), join(usual(), 'bin/osnadmin')]);
  });

  it('finds the builder that FABRIC_BUILDERS names, or that lies beside FABRIC_BIN', async () => {
    install(join(home, 'fabric/bin'), join(home, 'fabric/builders/ccaas'));
    const FABRIC_BIN = join(home, 'fabric/bin');
    expect((await findPrograms({ HOME: home, FABRIC_BIN })).builder).to.equal(join(home, 'fabric/builders/ccaas'));
    install(FABRIC_BIN, join(home, 'elsewhere/ccaas'));
    expect((await findPrograms({ HOME: home, FABRIC_BIN, FABRIC_BUILDERS: join(home, 'elsewhere') })).builder).to.equal(
      join(home, 'elsewhere/ccaas'),
    );
  });

  it('names every one that is missing, and the very commands that get them', async () => {
    const { code, details } = await refusal({ HOME: home, PATH: '' });
    expect([code, details['reason']]).to.deep.equal(['UNAVAILABLE', 'FABRIC_PROGRAMS']);
    expect(details['missing']).to.deep.equal([
      'peer 3.1',
      'orderer 3.1',
      'configtxgen',
      'configtxlator',
      'osnadmin',
      'fabric-ca-server 1.5',
      'the builder of chaincode services (builders/ccaas)',
    ]);
    expect(details['mend']).to.match(/install-fabric\.sh --fabric-version 3\.1\.5 --ca-version 1\.5\.21 binary/);
  });

  it('refuses another version, and says which one it met', async () => {
    install(join(usual(), 'bin'), join(usual(), 'builders/ccaas'), 'v2.5.9');
    const { details } = await refusal({ HOME: home, PATH: '' });
    expect(details['missing']).to.deep.equal(FABRIC.map((name) => `${name} 3.1 (${join(usual(), 'bin', name)} is 2.5.9)`));
  });

  it('refuses a program that is something else of the same name', async () => {
    install(join(usual(), 'bin'), join(usual(), 'builders/ccaas'));
    program(join(usual(), 'bin'), 'orderer', 'the pizza orderer');
    const { details } = await refusal({ HOME: home, PATH: '' });
    expect(details['missing']).to.deep.equal([`orderer 3.1 (${join(usual(), 'bin/orderer')} is not a program of Fabric)`]);
  });

  it('does not take a file that cannot be run', async () => {
    install(join(usual(), 'bin'), join(usual(), 'builders/ccaas'));
    chmodSync(join(usual(), 'bin/osnadmin'), 0o600);
    const { details } = await refusal({ HOME: home, PATH: '' });
    expect(details['missing']).to.deep.equal(['osnadmin']);
  });
});
