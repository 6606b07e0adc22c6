import { relative } from 'node:path';
import type { NetworkFiles } from './coreYaml';
import { MSP_FILES } from './mspFiles';
import { yamlText } from './yamlText';
import { ORDERER_MSP, type OrdererNode } from '../nodes';

/** An orderer's orderer.yaml. Paths in it are relative to its folder, where the orderer is also started. */
export function ordererYaml({ file: { fabric }, nodes: { host, organisations }, layout }: NetworkFiles, orderer: OrdererNode): string {
  const { folder, msp, tls, data } = layout.ordererOf(orderer.name);
  const own = (path: string): string => relative(folder, path);
  const root = own(`${msp}/${MSP_FILES.tlsRoot}`);
  const [certificate, key] = [own(tls.certificate), own(tls.key)];
  const throttled = fabric.limits.ordererRate > 0;
  return yamlText({
    General: {
      ListenAddress: host,
      ListenPort: orderer.port,
      LocalMSPID: ORDERER_MSP,
      LocalMSPDir: own(msp),
      BootstrapMethod: 'none',
      TLS: {
        Enabled: true,
        Certificate: certificate,
        PrivateKey: key,
        RootCAs: [root],
        // A client's transactions are counted by its TLS certificate: without one there is nothing to count by.
        ClientAuthRequired: throttled,
        ClientRootCAs: [root, ...(throttled ? organisations.map((each) => own(layout.rootOf(each.msp))) : [])],
      },
      Throttling: { Rate: fabric.limits.ordererRate, InactivityTimeout: '5s' },
      Keepalive: { ServerMinInterval: '10s', ServerInterval: '60s', ServerTimeout: '20s' },
      Authentication: { TimeWindow: '15m' },
      Cluster: { ClientCertificate: certificate, ClientPrivateKey: key, RootCAs: [root], SendBufferSize: 100 },
    },
    // Channels are joined here: only the orderers' own certificates are let in.
    Admin: {
      ListenAddress: `${host}:${orderer.adminPort}`,
      TLS: {
        Enabled: true,
        Certificate: certificate,
        PrivateKey: key,
        RootCAs: [root],
        ClientAuthRequired: true,
        ClientRootCAs: [root],
      },
    },
    ChannelParticipation: { Enabled: true, MaxRequestBodySize: '1 MB' },
    FileLedger: { Location: own(data) },
    Consensus: { WALDir: own(`${data}/consensus/wal`), SnapDir: own(`${data}/consensus/snapshots`) },
    Operations: { ListenAddress: `${host}:${orderer.operationsPort}`, TLS: { Enabled: false } },
    Metrics: { Provider: 'prometheus' },
  });
}
