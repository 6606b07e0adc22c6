import { stripVTControlCharacters } from 'node:util';
import type { Fault } from '@tierline/chaincode/api';
import { explain } from '@tierline/client-app/dist/app/messages';
import { systemText } from '@tierline/client-app/dist/app/messages/unavailable';
import type { BusyPort } from './processes/ports';

type Details = Fault['details'];
type Teller = (details: Details) => string;

const STATUS = 'see "npm run network -- status"';
const UP = '"npm run network -- up"';

/** A value in a sentence: a list by its members. */
const text = (value: Details[string] | undefined): string => {
  if (Array.isArray(value)) return value.map((each: Details[string]) => text(each)).join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value ?? '');
};

const lastOf = (lines: Details[string] | undefined): string => (Array.isArray(lines) ? lines.map(String).join(' | ') : '');

const whyNot = (problem: Details[string] | undefined): string =>
  problem === 'EACCES' || problem === 'EPERM' ? 'it belongs to somebody else' : systemText(problem);

const PORTS_TOLD = 5;

function busyText(busy: readonly BusyPort[]): string {
  const told = busy.slice(0, PORTS_TOLD).map(({ port, node, heldBy }) => `${port} of ${node}${heldBy === null ? '' : ` (by ${heldBy})`}`);
  return [...told, ...(busy.length > PORTS_TOLD ? [`${busy.length - PORTS_TOLD} more`] : [])].join(', ');
}

/** What is missing, by the reason. */
const MISSING: Readonly<Record<string, Teller>> = {
  NO_NETWORK: ({ directory }) => `There is no network in ${text(directory)}: make one with ${UP}, or name its folder with --dir.`,
  FOLDER: ({ directory, problem }) => `The folder ${text(directory)} cannot be written to: ${whyNot(problem)}. Name another with --dir.`,
  PORT: ({ port, node, heldBy, mend }) =>
    `Port ${text(port)} of ${text(node)} is in use${heldBy === null ? '' : ` by ${text(heldBy)}`}: ${text(mend)}.`,
  PORTS: ({ busy, mend }) => `Ports are in use: ${busyText(busy as unknown as readonly BusyPort[])}: ${text(mend)}.`,
  ADDRESS: ({ host, mend }) => `This machine has no address ${text(host)}: ${text(mend)}.`,
  NODE_DIED: ({ node, lines }) =>
    `${text(node)} ended as soon as it was started: see "npm run network -- logs ${text(node)}". Its log ends: ${lastOf(lines)}`,
  NODE_SILENT: ({ node, port, seconds, lines }) =>
    `${text(node)} does not answer on port ${text(port)} after ${text(seconds)} s: see "npm run network -- logs ${text(node)}". Its log ends: ${lastOf(lines)}`,
  NODE_STAYS: ({ node, pid }) => `${text(node)} (process ${text(pid)}) does not end: look at it, end it by hand, and try again.`,
  NODES_DOWN: ({ nodes }) =>
    `Nodes are down that must take part: ${text(nodes)}. Start them with ${UP}, then try again; nothing was changed.`,
  PEERS_BEHIND: ({ peers, height }) =>
    `The peers of ${text(peers)} do not reach block ${text(height)}: see that they reach the orderers ("npm run network -- doctor"), then try again.`,
  PROGRAM_FAILED: ({ doing, said }) =>
    `Failed: ${text(doing)}. Fabric says: ${text(said)}. ${STATUS.replace('see', 'See')}, then try again.`,
  NODE_UNREACHABLE: ({ doing, address }) =>
    `Failed: ${text(doing)}. Nothing answers at ${text(address)}: "npm run network -- doctor" names the node; start it again, and try again.`,
  TIME_LIMIT: ({ program, seconds }) => `${text(program)} did not end within ${text(seconds)} s: ${STATUS}, then try again.`,
  ORDERERS_NOT_ACTIVE: ({ states }) =>
    `The orderers have not all become active (${text(states)}): see "npm run network -- logs orderer0", then try again.`,
  FABRIC_PROGRAMS: ({ missing, mend }) => `Programs of Hyperledger Fabric are missing: ${text(missing)}. ${text(mend)}`,
  EXPIRED: ({ file, at, node, mend }) => `The certificate of ${text(node)} ended on ${text(at)} (${text(file)}): ${text(mend)}.`,
  LOCKED: ({ file, mend }) => `Another command is at the same node (${text(file)}): ${text(mend)}.`,
};

/** What is otherwise than it must be, by how it is now. */
const STATES: Readonly<Record<string, Teller>> = {
  MADE_FROM_ANOTHER_FILE: ({ network, differs }) =>
    `The network in ${text(network)} was made from another file (${text(differs)}): add to it with "program add" or "org add", or begin again with "clean".`,
  AT_WORK: ({ directory, pid }) =>
    `Another command changes the network in ${text(directory)}${pid === null ? '' : ` (process ${text(pid)})`}: wait until it ends, then try again.`,
  TAKEN: ({ organisation, msp }) =>
    `${text(organisation)} (${text(msp)}) is in the network already: give the new organisation a name and an MSP id of its own.`,
  KNOWN: ({ program }) => `The program ${text(program)} is in the network already: give the new one another id.`,
};

/** What the matter is, and what the operator can do, in a line. */
export function explainNetwork(fault: Fault): string {
  const { code, details } = fault;
  const tell =
    code === 'UNAVAILABLE'
      ? MISSING[text(details['reason'])]
      : code === 'WRONG_STATE'
        ? STATES[text(details['current'])]
        : ownTeller(fault);
  return oneLine(tell === undefined ? explain(fault) : tell(details));
}

/** Refusals that the network alone has. */
function ownTeller({ code, details }: Fault): Teller | undefined {
  if (details['kind'] === 'node') return ({ id, known }) => `There is no node ${text(id)}. The network has: ${text(known)}.`;
  if (code === 'NOT_FOUND' && details['field'] === 'node')
    return ({ value }) => `${text(value)} has not run yet: it has no log. Start it with ${UP}.`;
  if (details['condition'] === 'a-folder-of-its-own')
    return ({ directory, found }) =>
      `The folder ${text(directory)} holds something else (${text(found)}), which is left as it is: name another with --dir.`;
  return undefined;
}

/** Fabric's programs colour what they print. */
function oneLine(told: string): string {
  return stripVTControlCharacters(told).replaceAll(/\s+/g, ' ').trim();
}
