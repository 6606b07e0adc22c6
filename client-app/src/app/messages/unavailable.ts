import type { FaultValue } from '@tierline/chaincode/api';
import { readModelText } from './readModel';
import { aside, oneOf, wordOf, type Teller } from './teller';

const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is a file, or lies in one, where a folder is needed',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EROFS: 'the disk is read-only',
  EIO: 'the disk fails',
  EEXIST: 'there is a file of that name',
};

/** What the operating system's code says in words. */
export const systemText = (reason: FaultValue | undefined): string => SYSTEM[wordOf(reason)] ?? oneOf(reason);

const REASONS: Readonly<Record<string, Teller>> = {
  HELD: ({ heldBy, command, since, directory }) => {
    const where = directory === undefined ? 'The ledger' : `The ledger in ${wordOf(directory)}`;
    if (heldBy === undefined || heldBy === null) return `${where} is held by another process that is just starting: try again.`;
    return `${where} is held by process ${wordOf(heldBy)} (${wordOf(command)}) since ${wordOf(since)}: wait until it ends, or end it.`;
  },
  NOT_FOUNDED: ({ directory }) =>
    `There is no ledger in ${wordOf(directory)}: make one with "tierline init", or name its folder with --data-dir.`,
  CORRUPT: ({ what, mend }) => `The ledger on disk is damaged (${wordOf(what)}): ${wordOf(mend)}.`,
  AUTHORITY_DIFFERS: ({ mend }) => `The identities do not belong to this ledger: ${wordOf(mend)}.`,
  QUEUE_FULL: () => 'Too many calls are under way: try again in a moment.',
  STORE_FAILED: () => 'The ledger cannot write to its disk: see that there is room and that the folder may be written to.',
  CLOSED: () => 'The ledger is being closed: start again.',
  HOLDER_ENDED: () =>
    'The process that serves the ledger ended before the command did: start it again, and look what was done before you repeat it.',
  PORT_BUSY: ({ port }) => `Another program listens on port ${wordOf(port)}: end it, or name another port with --port.`,
  PORT_REFUSED: ({ port, host }) =>
    `This machine does not let the server listen on ${wordOf(host)}, port ${wordOf(port)}: name another with --port.`,
  ISSUER: () => 'The issuer of identities does not answer: try again in a moment; tell the operator when it happens again.',
  READ_MODEL: readModelText,
  NO_NETWORK: ({ directory }) =>
    `There is no Fabric network in ${wordOf(directory)}: make one with "npm run network -- up", or name its folder with --network-dir.`,
  PEER: ({ msp }) => `The peer of ${wordOf(msp)} does not answer: see that it runs ("npm run network -- status"), then try again.`,
  ORDERER: () =>
    'No orderer takes transactions: see that most of them run ("npm run network -- status"), then try again; nothing was changed.',
  CHAINCODE: ({ msp }) => `The chaincode service of ${wordOf(msp)} does not answer: it is started again by itself; try again in a moment.`,
  PRIVATE_DATA: () => 'Too few members of the program could be given the private values: see which peers are down, then try again.',
  AUTHORITY: ({ msp, problem }) =>
    `The certificate authority of ${wordOf(msp)} does not answer${aside('problem', problem)}: see that it runs, then try again.`,
  RPC: ({ problem }) =>
    `No node of the chain answers${aside('problem', problem)}: see that the addresses are right (rpc) and that one of them can be reached.`,
  SERVED: () => 'A server has this ledger open: end it, and let it run the notary itself ("tierline start --notary FILE").',
  SIGNER: ({ url, problem }) =>
    `The signer at ${wordOf(url)} does not sign${aside('it says', problem)}: see that it runs and is unlocked, then try again.`,
  WRITING: () => 'The document takes too long: ask for less of it.',
  REBUILDING: ({ height, of }) =>
    `What is shown is being read again from the ledger (${wordOf(height)} of ${wordOf(of)} blocks): try again in a moment.`,
};

/** What is missing: the ledger, its disk, a file, another organisation. */
export const unavailableText: Teller = (details, money) => {
  const { reason, file, collection, mend } = details;
  const told = REASONS[wordOf(reason)]?.(details, money);
  if (told !== undefined) return told;
  if (file !== undefined && mend !== undefined) return `${wordOf(file)} cannot be used: ${systemText(reason)}; ${wordOf(mend)}.`;
  if (file !== undefined) return `The file ${wordOf(file)} cannot be used: ${systemText(reason)}. Check the path.`;
  if (collection !== undefined) return `A private record of ${wordOf(collection)} has not come here yet: try again in a moment.`;
  return `Something that is needed does not answer${aside('reason', reason)}: ${wordOf(mend) || 'try again in a moment'}.`;
};
