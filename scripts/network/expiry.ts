import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@tierline/chaincode/api';
import { MSP_FILES } from './files/mspFiles';
import type { NodeFolder } from './layout';
import { ORDERER_MSP } from './nodes';
import type { Setting } from './setting';

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/;
const DOWN_FIRST = 'end the network ("npm run network -- down")';
const AGAIN = 'and "npm run network -- up" gets another';
const NOT_AGAIN = 'it cannot be replaced by itself, for the channel names it: begin again with "npm run network -- clean"';

/** A certificate that a node or an application uses. */
interface Used {
  /** Whose it is. */
  readonly node: string;
  /** A PEM file, or a JSON file with one. */
  readonly file: string;
  /** The file without which another certificate is enrolled; null where none can be. */
  readonly marker: string | null;
}

/**
 * Refuses to start nodes with a certificate that has ended: they would die, or refuse each other, without saying why.
 * @param now milliseconds since 1970
 * @throws Fault UNAVAILABLE {reason: 'EXPIRED', node, file, at, mend}
 */
export async function requireValid(setting: Pick<Setting, 'layout' | 'nodes'>, now: number): Promise<void> {
  for (const { node, file, marker } of usedBy(setting)) {
    if (marker !== null && !existsSync(marker)) continue;
    const until = await endOf(file);
    if (until === null || until > now) continue;
    const mend = marker === null ? NOT_AGAIN : `${DOWN_FIRST}, remove ${marker}, ${AGAIN}`;
    throw new Fault('UNAVAILABLE', { reason: 'EXPIRED', node, file, at: new Date(until).toISOString(), mend });
  }
}

/** null for a file that is not there, or holds no certificate. */
async function endOf(file: string): Promise<number | null> {
  if (!existsSync(file)) return null;
  // A PEM text inside of JSON has its line ends escaped.
  const [pem] = PEM.exec((await readFile(file, 'utf8')).replaceAll('\\n', '\n')) ?? [];
  return pem === undefined ? null : Date.parse(new X509Certificate(pem).validTo);
}

function usedBy({ layout, nodes }: Pick<Setting, 'layout' | 'nodes'>): readonly Used[] {
  const authorities = [{ msp: ORDERER_MSP, authority: nodes.authority }, ...nodes.organisations];
  return [
    ...authorities.flatMap(({ msp, authority }) => ofAuthority(authority.name, layout.rootOf(msp), layout.authorityOf(msp))),
    ...authorities.map(({ msp }) => own(`the administrator of ${msp}`, join(layout.adminOf(msp), MSP_FILES.certificate))),
    ...nodes.orderers.flatMap(({ name }) => ofNode(name, layout.ordererOf(name)).map((each) => ({ ...each, marker: null }))),
    ...nodes.organisations.flatMap(({ msp, peer, chaincode }) => [
      ...ofNode(peer.name, layout.peerOf(msp)),
      own(chaincode.name, layout.chaincodeOf(msp).server.certificate),
      own(`the application of ${msp}`, layout.application(msp).application),
      own(`the registrar of ${msp}`, layout.application(msp).registrar),
    ]),
  ];
}

const own = (node: string, file: string): Used => ({ node, file, marker: file });

function ofAuthority(node: string, root: string, home: string): readonly Used[] {
  return [{ node, file: root, marker: null }, own(node, join(home, 'tls-cert.pem')), own(node, join(home, 'bootstrap.json'))];
}

/** A node's two certificates are enrolled together. */
function ofNode(node: string, { msp, tls }: NodeFolder): readonly Used[] {
  const marker = join(msp, MSP_FILES.certificate);
  return [
    { node, file: marker, marker },
    { node, file: tls.certificate, marker },
  ];
}
