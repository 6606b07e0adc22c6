import { clientYaml, coreYaml } from '@tierline/network/dist/files/coreYaml';
import { ordererYaml } from '@tierline/network/dist/files/ordererYaml';
import { expect } from 'chai';
import { one, sample, valueIn } from './sample';

const programs = { builder: '/opt/builders/ccaas' };

function core(changed: Parameters<typeof sample>[0] = {}): (...names: readonly (string | number)[]) => unknown {
  const whole = sample(changed);
  const text = coreYaml({ ...whole, programs }, one(whole.nodes.organisations));
  return (...names) => valueIn(text, ...names);
}

function orderer(changed: Parameters<typeof sample>[0] = {}): (...names: readonly (string | number)[]) => unknown {
  const whole = sample(changed);
  const text = ordererYaml(whole, one(whole.nodes.orderers));
  return (...names) => valueIn(text, ...names);
}

describe("a peer's configuration", () => {
  it('names the peer, its organisation and its own ports', () => {
    const value = core({ firstPort: 31_000 });
    expect([value('peer', 'id'), value('peer', 'localMspId')]).to.deep.equal(['peer.operator', 'OperatorMSP']);
    expect([value('peer', 'listenAddress'), value('peer', 'address'), value('peer', 'gossip', 'externalEndpoint')]).to.deep.equal(
      Array.from({ length: 3 }, () => '127.0.0.1:31100'),
    );
    expect([value('peer', 'chaincodeListenAddress'), value('operations', 'listenAddress')]).to.deep.equal([
      '127.0.0.1:31101',
      '127.0.0.1:31102',
    ]);
  });

  it('refuses expired certificates and old proposals', () => {
    const value = core();
    expect(value('peer', 'handlers', 'authFilters')).to.deep.equal([
      { name: 'DefaultAuth' },
      { name: 'ExpirationCheck' },
      { name: 'TimeWindowCheck' },
    ]);
    expect(value('peer', 'authentication', 'timewindow')).to.equal('15m');
  });

  it('takes blocks from the orderers only, and goes on asking them for as long as it runs', () => {
    const value = core();
    expect([
      value('peer', 'gossip', 'orgLeader'),
      value('peer', 'gossip', 'useLeaderElection'),
      value('peer', 'gossip', 'state', 'enabled'),
      value('peer', 'deliveryclient', 'blockGossipEnabled'),
    ]).to.deep.equal([true, false, false, false]);
    expect(value('peer', 'deliveryclient', 'reConnectBackoffThreshold')).to.equal('3s');
  });

  it('waits for private values as long as the network file says, and never for those of an invalid transaction', () => {
    const value = core({ privateData: { pullRetryMs: 900, reconcileMs: 4_000, pushAckMs: 700 } });
    const found = ['pullRetryThreshold', 'reconcileSleepInterval', 'pushAckTimeout', 'reconciliationEnabled'].map((name) =>
      value('peer', 'gossip', 'pvtData', name),
    );
    expect(found).to.deep.equal(['900ms', '4000ms', '700ms', true]);
    expect(value('peer', 'gossip', 'pvtData', 'skipPullingInvalidTransactionsDuringCommit')).to.equal(true);
  });

  it('never sends the chaincode a keepalive message, needs no Docker, and builds chaincode services only', () => {
    const value = core({ chaincode: { executeSeconds: 45 } });
    expect([value('chaincode', 'keepalive'), value('chaincode', 'executetimeout'), value('vm', 'endpoint')]).to.deep.equal([0, '45s', '']);
    expect(value('chaincode', 'externalBuilders', 0, 'path')).to.equal(programs.builder);
  });

  it('has paths below its own folder, which can be moved', () => {
    const value = core();
    const paths = [
      value('peer', 'mspConfigPath'),
      value('peer', 'fileSystemPath'),
      value('peer', 'tls', 'cert', 'file'),
      value('peer', 'tls', 'key', 'file'),
      value('peer', 'tls', 'rootcert', 'file'),
    ];
    expect(paths).to.deep.equal(['msp', 'data', 'tls/certificate.pem', 'tls/key.pem', 'msp/tlscacerts/ca.pem']);
  });

  it("answers as many proposals at a time as the network file says, and serves no other client's planning", () => {
    const value = core({ limits: { proposals: 77, ordererRate: 0 } });
    expect(value('peer', 'limits', 'concurrency', 'endorserService')).to.equal(77);
    expect([value('peer', 'discovery', 'enabled'), value('peer', 'gateway', 'enabled')]).to.deep.equal([false, false]);
  });

  it('shows its TLS certificate to orderers that count transactions by it', () => {
    expect(core()('peer', 'tls', 'clientAuthRequired')).to.equal(false);
    const value = core({ limits: { proposals: 100, ordererRate: 50 } });
    expect(value('peer', 'tls', 'clientAuthRequired')).to.equal(true);
    expect(value('peer', 'tls', 'clientRootCAs', 'files', 2)).to.equal('../../BankAMSP/authority/ca-cert.pem');
  });
});

describe("an orderer's configuration", () => {
  it('speaks TLS to everybody, and lets nobody join channels without one of its own certificates', () => {
    const value = orderer({ firstPort: 31_000 });
    expect([value('General', 'ListenPort'), value('Admin', 'ListenAddress'), value('Operations', 'ListenAddress')]).to.deep.equal([
      31_000,
      '127.0.0.1:31001',
      '127.0.0.1:31002',
    ]);
    expect([
      value('General', 'TLS', 'Enabled'),
      value('Admin', 'TLS', 'Enabled'),
      value('Admin', 'TLS', 'ClientAuthRequired'),
    ]).to.deep.equal([true, true, true]);
    expect(value('Admin', 'TLS', 'ClientRootCAs')).to.deep.equal(['msp/tlscacerts/ca.pem']);
  });

  it('starts without a channel, and joins those that it is told of', () => {
    const value = orderer();
    expect([value('General', 'BootstrapMethod'), value('ChannelParticipation', 'Enabled')]).to.deep.equal(['none', true]);
  });

  it('counts the transactions of each client only where the network file gives a rate', () => {
    const free = orderer();
    expect([free('General', 'Throttling', 'Rate'), free('General', 'TLS', 'ClientAuthRequired')]).to.deep.equal([0, false]);
    const counted = orderer({ limits: { proposals: 100, ordererRate: 50 } });
    expect([counted('General', 'Throttling', 'Rate'), counted('General', 'TLS', 'ClientAuthRequired')]).to.deep.equal([50, true]);
    expect(counted('General', 'TLS', 'ClientRootCAs', 3)).to.equal('../../BankAMSP/authority/ca-cert.pem');
  });

  it('keeps blocks and the log of consensus below its own folder', () => {
    const value = orderer();
    expect([value('FileLedger', 'Location'), value('Consensus', 'WALDir'), value('Consensus', 'SnapDir')]).to.deep.equal([
      'data',
      'data/consensus/wal',
      'data/consensus/snapshots',
    ]);
  });
});

describe('the configuration of the program peer as a client', () => {
  it('leaves everything else to its environment', () => {
    expect(valueIn(clientYaml(), 'peer', 'client', 'connTimeout')).to.equal('10s');
  });
});
