import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { faultIn } from '@tierline/chaincode/api';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { requireValid } from '@tierline/network/dist/expiry';
import { explainNetwork } from '@tierline/network/dist/explain';
import { MSP_FILES } from '@tierline/network/dist/files/mspFiles';
import { Layout } from '@tierline/network/dist/layout';
import { nodesOf, withFabric } from '@tierline/network/dist/nodes';
import { expect } from 'chai';
import { ENDED_2021 } from '../support/endedCertificate';

const NETWORK = join(__dirname, '../../../network/network.yaml');
const BEFORE = Date.parse('2020-12-31T00:00:00Z');
const AFTER = Date.parse('2021-01-01T00:00:01Z');

describe('certificates that have ended', () => {
  const file = withFabric(readNetworkFile(NETWORK), NETWORK);
  let layout: Layout;
  beforeEach(async () => {
    layout = new Layout(await mkdtemp(join(tmpdir(), 'tierline-expiry-')));
  });
  afterEach(() => rm(layout.directory, { recursive: true, force: true }));

  async function refusal(now: number): Promise<string | null> {
    const error = await requireValid({ layout, nodes: nodesOf(file) }, now).then(
      () => null,
      (thrown: unknown) => faultIn(thrown),
    );
    return error === null ? null : explainNetwork(error);
  }

  async function put(path: string, text: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }

  it('hold nothing up where there are none, or none has ended', async () => {
    expect(await refusal(AFTER)).to.equal(null);
    await put(join(layout.peerOf('CoreMSP').msp, MSP_FILES.certificate), ENDED_2021);
    expect(await refusal(BEFORE)).to.equal(null);
  });

  it('are named with their node, and with the file whose removal has another enrolled', async () => {
    const marker = join(layout.peerOf('CoreMSP').msp, MSP_FILES.certificate);
    await put(layout.peerOf('CoreMSP').tls.certificate, ENDED_2021);
    expect(await refusal(AFTER), 'it is enrolled anew').to.equal(null);
    await put(marker, 'not a certificate');
    expect(await refusal(AFTER))
      .to.contain('The certificate of peer.core ended on 2021-01-01T00:00:00.000Z')
      .and.contain(layout.peerOf('CoreMSP').tls.certificate)
      .and.contain(`remove ${marker}, and "npm run network -- up" gets another`);
  });

  it('are found in the files of applications too', async () => {
    await put(layout.application('BankAMSP').registrar, JSON.stringify({ certificate: ENDED_2021 }));
    expect(await refusal(AFTER)).to.match(/The certificate of the registrar of BankAMSP ended/);
  });

  it('of an orderer cannot be replaced: the channel names them', async () => {
    await put(layout.ordererOf('orderer1').tls.certificate, ENDED_2021);
    expect(await refusal(AFTER)).to.match(/The certificate of orderer1 ended .* the channel names it: begin again/);
  });
});
