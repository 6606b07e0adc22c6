import { expect } from 'chai';
import { refused } from '../../support/refused';
import { modules } from './built';
import { freePorts, SmallNetwork } from './smallNetwork';

const NODE = 'orderer0';
const HOST = '127.0.0.1';

describe('waiting for a node', () => {
  let network: SmallNetwork;
  let port: number;

  beforeEach(async () => {
    network = await SmallNetwork.make();
    [port = 0] = await freePorts(1);
  });
  afterEach(() => network.end());

  it('ends when it takes connections', async () => {
    const { ready } = await modules();
    await network.processes.start(network.command(NODE, [port]));
    await ready({ name: NODE, host: HOST, port }, { processes: network.processes });
    expect(network.alive(NODE)).to.have.length(1);
  });

  it('fails at once when it died, with the last lines of its log', async () => {
    const { ready } = await modules();
    await network.processes.start(network.command(NODE, [port], 'DIES'));
    const begun = Date.now();
    const { code, details } = await refused(ready({ name: NODE, host: HOST, port }, { processes: network.processes }));
    expect([code, details['reason'], details['node']]).to.deep.equal(['UNAVAILABLE', 'NODE_DIED', NODE]);
    expect(details['lines']).to.include('cannot go on');
    expect(Date.now() - begun).to.be.below(5_000);
  });

  it('fails when the node was never started', async () => {
    const { ready } = await modules();
    expect((await refused(ready({ name: NODE, host: HOST, port }, { processes: network.processes }))).code).to.equal('NOT_FOUND');
  });

  it('fails when it is silent for longer than the limit', async () => {
    const { ready } = await modules();
    await network.processes.start(network.command(NODE, [port], 'MUTE'));
    const { details } = await refused(ready({ name: NODE, host: HOST, port }, { processes: network.processes, limitMs: 400 }));
    expect(details).to.deep.include({ reason: 'NODE_SILENT', node: NODE, port, seconds: 0.4 });
  });
});
