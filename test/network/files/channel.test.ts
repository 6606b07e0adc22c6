import { createHash, X509Certificate } from 'node:crypto';
import { createRoot } from '@tierline/client-app/dist/adapters/localCa/certificates';
import { applicationsPolicy, withApplicationsPolicy, type ConfigGroup } from '@tierline/network/dist/files/applicationsPolicy';
import { configtxYaml, printedOrganisation } from '@tierline/network/dist/files/configtxYaml';
import { expect } from 'chai';
import { one, sample, valueIn } from './sample';

type Names = readonly (string | number)[];

function channel(changed: Parameters<typeof sample>[0] = {}): (...names: Names) => unknown {
  const text = configtxYaml(sample(changed));
  return (...names) => valueIn(text, 'Profiles', 'Channel', ...names);
}

describe("the channel's configuration", () => {
  it('cuts blocks as the network file says', () => {
    const value = channel({ block: { timeoutMs: 250, transactions: 40, preferredBytes: 50_000, maximumBytes: 200_000 } });
    expect(value('Orderer', 'BatchTimeout')).to.equal('250ms');
    expect(value('Orderer', 'BatchSize')).to.deep.equal({ MaxMessageCount: 40, AbsoluteMaxBytes: 200_000, PreferredMaxBytes: 50_000 });
  });

  it('has three orderers that may fail, or four that may lie, by one word of the network file', () => {
    const raft = channel();
    expect([raft('Orderer', 'OrdererType'), raft('Orderer', 'EtcdRaft', 'Consenters')]).to.satisfy(
      ([type, consenters]: readonly [unknown, readonly object[]]) => type === 'etcdraft' && consenters.length === 3,
    );
    const bft = channel({ consensus: 'bft' });
    expect(bft('Orderer', 'OrdererType')).to.equal('BFT');
    expect([0, 3].map((index) => bft('Orderer', 'ConsenterMapping', index, 'ID'))).to.deep.equal([1, 4]);
    expect(bft('Orderer', 'ConsenterMapping', 3, 'Identity')).to.equal(
      '/srv/network/organisations/OrdererMSP/orderer3/msp/signcerts/cert.pem',
    );
    expect(bft('Orderer', 'SmartBFT', 'RequestBatchMaxInterval')).to.equal('200ms');
  });

  it('tells peers of every orderer, and every organisation of the others', () => {
    const value = channel();
    expect(value('Orderer', 'Organizations', 0, 'OrdererEndpoints')).to.deep.equal([
      '127.0.0.1:27000',
      '127.0.0.1:27010',
      '127.0.0.1:27020',
    ]);
    const anchors = [0, 1, 2, 3, 4].map((index) => value('Application', 'Organizations', index, 'AnchorPeers', 0, 'Port'));
    expect(anchors).to.deep.equal([27_100, 27_110, 27_120, 27_130, 27_140]);
  });

  it('lets no organisation alone change the chaincode or the channel', () => {
    const value = channel();
    expect(value('Application', 'Policies', 'LifecycleEndorsement', 'Rule')).to.equal('MAJORITY Endorsement');
    expect(value('Application', 'Policies', 'Admins', 'Rule')).to.equal('MAJORITY Admins');
    expect(value('Application', 'Organizations', 0, 'Policies', 'Endorsement', 'Rule')).to.equal("OR('OperatorMSP.peer')");
  });

  it('guards whole blocks by a rule of their own', () => {
    const value = channel();
    for (const resource of [
      'event/Block',
      'event/FilteredBlock',
      'qscc/GetBlockByNumber',
      'qscc/GetTransactionByID',
      'qscc/GetChainInfo',
    ]) {
      expect(value('Application', 'ACLs', resource), resource).to.equal('/Channel/Application/Applications');
    }
  });

  it('describes an organisation that joins later as it does the first ones', () => {
    const { nodes, layout } = sample();
    const text = printedOrganisation({ nodes, layout }, one(nodes.organisations));
    expect(valueIn(text, 'Organizations', 0)).to.deep.equal(channel()('Application', 'Organizations', 0));
  });
});

describe('the rule of who reads blocks', () => {
  const group = (policies: readonly string[], groups: Record<string, ConfigGroup> = {}): ConfigGroup => ({
    groups,
    policies: Object.fromEntries(policies.map((name) => [name, { mod_policy: 'Admins', policy: {} }])),
  });

  it("names the applications by the organisational unit that the organisation's own authority gave them", async () => {
    const rootPem = (await createRoot('BankAMSP', Date.now())).certificate;
    const { value } = applicationsPolicy([{ msp: 'BankAMSP', rootPem }]);
    expect(value.identities).to.deep.equal([
      {
        principal_classification: 'ORGANIZATION_UNIT',
        principal: {
          msp_identifier: 'BankAMSP',
          organizational_unit_identifier: 'app',
          certifiers_identifier: createHash('sha256').update(new X509Certificate(rootPem).raw).digest('base64'),
        },
      },
      { principal_classification: 'ROLE', principal: { msp_identifier: 'BankAMSP', role: 'ADMIN' } },
      { principal_classification: 'ROLE', principal: { msp_identifier: 'BankAMSP', role: 'PEER' } },
    ]);
    expect(value.rule).to.deep.equal({ n_out_of: { n: 1, rules: [{ signed_by: 0 }, { signed_by: 1 }, { signed_by: 2 }] } });
  });

  it('is put into the channel for all, and into each organisation for its own', async () => {
    const members = await Promise.all(
      ['BankAMSP', 'CoreMSP'].map(async (msp) => ({ msp, rootPem: (await createRoot(msp, Date.now())).certificate })),
    );
    const organisations = { BankAMSP: group(['Readers', 'Writers']), CoreMSP: group(['Readers']) };
    const whole = group([], { Application: group(['Applications', 'Admins'], organisations), Orderer: group(['Readers']) });
    const policies = (...names: readonly string[]): unknown =>
      names.reduce<ConfigGroup | undefined>((at, name) => at?.groups?.[name], withApplicationsPolicy(whole, members))?.policies;
    const untouched = { mod_policy: 'Admins', policy: {} };
    const changed = (of: Parameters<typeof applicationsPolicy>[0]) => ({ ...untouched, policy: applicationsPolicy(of) });
    expect(policies('Application')).to.deep.equal({ Applications: changed(members), Admins: untouched });
    expect(policies('Application', 'CoreMSP')).to.deep.equal({ Readers: changed(members.slice(1)) });
    expect(policies('Application', 'BankAMSP')).to.deep.equal({ Readers: changed(members.slice(0, 1)), Writers: untouched });
    expect(policies('Orderer')).to.deep.equal({ Readers: untouched });
  });

  it('is refused for a channel that is not one of ours', () => {
    expect(() => withApplicationsPolicy(group([]), [])).to.throw('no group Application');
    expect(() => withApplicationsPolicy(group([], { Application: group([]) }), [])).to.throw('no policy Applications');
  });
});
