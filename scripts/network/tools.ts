import { execFile } from 'node:child_process';
import { Fault, type Msp } from '@tierline/chaincode/api';
import { ORDERER_MSP, type OrdererNode, type OrganisationNodes } from './nodes';
import type { Setting } from './setting';

const TIME_LIMIT_MS = 60_000;
const MAX_OUTPUT = 32 * 1024 * 1024;
const TOLD_LINES = 3;

/** What a program of Fabric wrote, and how it ended. */
export interface Ran {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Runs one of Fabric's programs to its end. @throws Fault UNAVAILABLE {reason: 'TIME_LIMIT', program} */
export function run(program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const { PATH = '', HOME = '' } = process.env;
  const options = { env: { PATH, HOME, ...environment }, timeout: TIME_LIMIT_MS, maxBuffer: MAX_OUTPUT };
  return new Promise((resolve, reject) => {
    execFile(program, [...args], options, (error, out, err) => {
      if (error?.killed === true) reject(new Fault('UNAVAILABLE', { reason: 'TIME_LIMIT', program, seconds: TIME_LIMIT_MS / 1000 }));
      else resolve({ out, err, code: error === null ? 0 : Number(error.code) || 1 });
    });
  });
}

/**
 * What a program wrote, when it ended well.
 * @throws Fault UNAVAILABLE {reason: 'NODE_UNREACHABLE', doing, address}; {reason: 'PROGRAM_FAILED', program, doing, said}
 */
export async function required(doing: string, ran: Promise<Ran>): Promise<string> {
  const { out, err, code } = await ran;
  if (code === 0) return out;
  const said = refusalIn(`${out}\n${err}`);
  const address = /failed to connect to ([\w.-]+:\d+)/.exec(said)?.[1];
  if (address !== undefined) throw new Fault('UNAVAILABLE', { reason: 'NODE_UNREACHABLE', doing, address });
  throw new Fault('UNAVAILABLE', { reason: 'PROGRAM_FAILED', doing, said });
}

/** The error that a program names, without the help that it prints after it; its last lines when it names none. */
function refusalIn(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const error = lines.findIndex((line) => line.startsWith('Error:'));
  const help = lines.findIndex((line, index) => index > error && line.startsWith('Usage:'));
  const told = error < 0 ? lines.slice(-TOLD_LINES) : lines.slice(error, help < 0 ? undefined : help).slice(0, TOLD_LINES);
  return told.join(' | ');
}

/** The organisation's nodes. @throws Error for one that the network does not have */
export function organisationOf({ nodes }: Pick<Setting, 'nodes'>, msp: Msp): OrganisationNodes {
  const found = nodes.organisations.find((each) => each.msp === msp);
  if (found === undefined) throw new Error(`${msp} is not an organisation of the network`);
  return found;
}

/** Runs `peer` in the name of an organisation's administrator, against that organisation's peer. */
export function peer(setting: Setting, msp: Msp, args: readonly string[]): Promise<Ran> {
  const { layout, nodes, programs } = setting;
  return run(programs.peer, args, {
    FABRIC_CFG_PATH: layout.client,
    FABRIC_LOGGING_SPEC: 'error',
    CORE_PEER_LOCALMSPID: msp,
    CORE_PEER_MSPCONFIGPATH: layout.adminOf(msp),
    CORE_PEER_ADDRESS: `${nodes.host}:${organisationOf(setting, msp).peer.port}`,
    CORE_PEER_TLS_ENABLED: 'true',
    CORE_PEER_TLS_ROOTCERT_FILE: layout.rootOf(msp),
  });
}

/** The options with which `peer` speaks to an orderer. */
export function ordererOptions({ nodes, layout }: Setting, { port }: OrdererNode = firstOf(nodes.orderers)): readonly string[] {
  return ['-o', `${nodes.host}:${port}`, '--tls', '--cafile', layout.rootOf(ORDERER_MSP)];
}

/** Runs `osnadmin` against one orderer, as the orderers' administrator. */
export function osnadmin({ nodes, layout, programs }: Setting, orderer: OrdererNode, args: readonly string[]): Promise<Ran> {
  const { tls } = layout.ordererOf(orderer.name);
  const address = ['-o', `${nodes.host}:${orderer.adminPort}`, '--ca-file', layout.rootOf(ORDERER_MSP)];
  return run(programs.osnadmin, [...args, ...address, '--client-cert', tls.certificate, '--client-key', tls.key]);
}

function firstOf<T>(values: readonly T[]): T {
  const [first] = values;
  if (first === undefined) throw new Error('a network has orderers');
  return first;
}
