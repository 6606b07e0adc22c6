import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeYaml, serviceEnvironment } from '@tierline/network/dist/files/composeYaml';
import { expect } from 'chai';
import { parse } from 'yaml';
import { ROOT } from '../../tidy/sources';
import { sample } from './sample';

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      { readonly image: string; readonly network_mode?: string; readonly ports?: readonly string[]; readonly volumes?: readonly string[] }
    >
  >;
}

describe('the Docker Compose file', () => {
  const { file, nodes } = sample();
  const { services } = parse(composeYaml(file)) as Compose;

  it('is the one that is kept beside the network file', () => {
    expect(composeYaml(file)).to.equal(readFileSync(join(ROOT, 'network/compose.yaml'), 'utf8'));
  });

  it('runs every node of the network, and nothing else', () => {
    const expected = [
      nodes.authority.name,
      ...nodes.orderers.map(({ name }) => name),
      ...nodes.organisations.flatMap(({ peer, chaincode, authority }) => [peer.name, chaincode.name, authority.name]),
    ];
    expect(Object.keys(services).sort()).to.deep.equal(['loopback', ...expected].sort());
  });

  it('takes each image with the version of the network file', () => {
    const images = ['peer.core', 'orderer1', 'ca.core', 'chaincode.core'].map((name) => services[name]?.image);
    expect(images).to.deep.equal([
      file.fabric.images.peer,
      file.fabric.images.orderer,
      file.fabric.images.authority,
      file.fabric.images.node,
    ]);
  });

  it('has all nodes share one address, whose ports only this machine sees', () => {
    const { loopback, ...others } = services;
    expect(Object.values(others).filter(({ network_mode: mode }) => mode !== 'service:loopback')).to.deep.equal([]);
    expect(loopback?.ports?.filter((port) => !port.startsWith('127.0.0.1:'))).to.deep.equal([]);
    expect(loopback?.ports).to.include('127.0.0.1:27110:27110');
  });

  it("shows a node its own organisation's folder only", () => {
    const foreign = nodes.organisations.flatMap(({ msp, peer, chaincode, authority }) =>
      [peer.name, chaincode.name, authority.name].flatMap((name) =>
        (services[name]?.volumes ?? []).filter((volume) => !volume.startsWith('..:/project') && !volume.includes(`/organisations/${msp}/`)),
      ),
    );
    expect(foreign).to.deep.equal([]);
  });

  it('has four orderers where one may lie', () => {
    const bft = parse(composeYaml(sample({ consensus: 'bft' }).file)) as Compose;
    expect(bft.services).to.include.keys('orderer3');
  });

  it('tells a chaincode service which package it is, and where it listens', () => {
    expect(serviceEnvironment({ packageId: 'tierline_1:ab', address: '127.0.0.1:27103' })).to.equal(
      'CORE_CHAINCODE_ID=tierline_1:ab\nCORE_CHAINCODE_ADDRESS=127.0.0.1:27103\n',
    );
  });
});
