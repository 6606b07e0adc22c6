import type { Fault } from '@tierline/chaincode/api';
import { explain } from '@tierline/client-app/dist/app/messages';

type Details = Fault['details'];

const text = (value: Details[string] | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);

const REASONS: Readonly<Record<string, (details: Details) => string>> = {
  NO_NETWORK: ({ directory }) => `There is no network in ${text(directory)}: make one with "npm run network -- up".`,
  PORT: ({ port, node, heldBy, mend }) =>
    `Port ${text(port)} of ${text(node)} is in use${heldBy === null ? '' : ` by ${text(heldBy)}`}: ${text(mend)}.`,
  PORTS: ({ busy, mend }) =>
    `Ports are in use: ${(busy as readonly { port: number; node: string }[]).map(({ port, node }) => `${port} of ${node}`).join(', ')}: ${text(mend)}.`,
  ADDRESS: ({ host, mend }) => `This machine has no address ${text(host)}: ${text(mend)}.`,
  NODE_DIED: ({ node, lines }) =>
    `${text(node)} ended as soon as it was started. Its log ends: ${(lines as readonly string[]).join(' | ')}`,
  NODE_SILENT: ({ node, port, seconds, lines }) =>
    `${text(node)} does not answer on port ${text(port)} after ${text(seconds)} s. Its log ends: ${(lines as readonly string[]).join(' | ')}`,
  NODE_STAYS: ({ node, pid }) => `${text(node)} (process ${text(pid)}) does not end: look at it, end it by hand, and try again.`,
  PROGRAM_FAILED: ({ doing, said }) => `Failed: ${text(doing)}. Fabric says: ${text(said)}`,
  TIME_LIMIT: ({ program, seconds }) => `${text(program)} did not end within ${text(seconds)} s: see npm run network -- status.`,
  ORDERERS_NOT_ACTIVE: ({ states }) => `The orderers have not all become active (${text(states)}): see npm run network -- logs orderer0.`,
  FABRIC_PROGRAMS: ({ missing, mend }) => `Programs of Hyperledger Fabric are missing: ${text(missing)}. ${text(mend)}`,
};

/** What the matter is, and what the operator can do, in a line. */
export function explainNetwork(fault: Fault): string {
  const { code, details } = fault;
  const told = REASONS[text(details['reason'])];
  if (code === 'UNAVAILABLE' && told !== undefined) return told(details);
  if (details['current'] === 'MADE_FROM_ANOTHER_FILE') {
    return `The network in ${text(details['network'])} was made from another file (${text(details['differs'])}): add to it with "program add" or "org add", or begin again with "clean".`;
  }
  return explain(fault);
}
