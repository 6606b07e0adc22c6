import { FACTS_EVENT, factsRoot, fromWire, TRANSACTIONS, type Fact, type FactsEvent, type Wire } from '@tierline/chaincode/api';
import type { CommittedBlock, CommittedTransaction } from '../../ports/ledger';
import type { Check } from './check';
import type { Evidence } from './evidence';

const EVENT_FIELDS = ['count', 'factsRoot', 'program', 'schema', 'transaction'];
const NAMES = new Set(Object.values(TRANSACTIONS).flatMap((contract) => Object.values(contract).map(({ name }) => name)));

/** Valid transactions of the project's contracts. */
const validOf = ({ blocks }: Evidence): readonly CommittedTransaction[] =>
  blocks.flatMap(({ transactions }) => transactions).filter(({ code, name }) => code === 'VALID' && NAMES.has(name));

/** What the chain of blocks itself must show. */
export const chainChecks: readonly Check[] = [
  {
    name: 'every block follows the one before it',
    look: ({ blocks }) => ({
      looked: { what: 'blocks', count: blocks.length },
      wrong: blocks.flatMap((block, index) => (follows(blocks[index - 1], block, index) ? [] : [`block ${block.number}`])),
    }),
  },
  {
    name: 'every transaction has one event of five fields and nothing else',
    look: (evidence) => {
      const valid = validOf(evidence);
      return {
        looked: { what: 'transactions', count: valid.length },
        wrong: valid.filter((each) => !hasPlainEvent(each)).map(({ id, name }) => `${name} ${id.slice(0, 8)}`),
      };
    },
  },
  {
    name: 'every facts root is that of the records that were written',
    look: (evidence) => {
      const seen = validOf(evidence).filter(isSeenWhole);
      return {
        looked: { what: 'transactions seen whole', count: seen.length },
        wrong: seen.filter((each) => !hasTrueRoot(evidence.channel, each)).map(({ id, name }) => `${name} ${id.slice(0, 8)}`),
      };
    },
  },
];

function follows(before: CommittedBlock | undefined, block: CommittedBlock, index: number): boolean {
  return block.number === index && (before === undefined || block.previousHash === before.hash);
}

function eventOf({ event }: CommittedTransaction): FactsEvent | null {
  return event === null || event.name !== FACTS_EVENT ? null : (JSON.parse(event.payload) as FactsEvent);
}

function hasPlainEvent(transaction: CommittedTransaction): boolean {
  const event = eventOf(transaction);
  return (
    event !== null &&
    Object.keys(event).sort().join() === EVENT_FIELDS.join() &&
    event.transaction === transaction.name &&
    /^[0-9a-f]{64}$/.test(event.factsRoot)
  );
}

/** Only who has received every private write can compute the root. */
function isSeenWhole({ hashedWrites, privateWrites }: CommittedTransaction): boolean {
  return hashedWrites.length === privateWrites.length;
}

function hasTrueRoot(channel: string, transaction: CommittedTransaction): boolean {
  const writes = [...transaction.publicWrites.map((write) => ({ collection: '', ...write })), ...transaction.privateWrites];
  const facts = writes.map(({ collection, key, value }) => factOf(`${collection}\n${key}`, value));
  return eventOf(transaction)?.factsRoot === factsRoot(channel, facts);
}

function factOf(place: string, value: string | null): Fact {
  if (value === null) return { place, salt: '', record: null };
  const { salt, ...record } = fromWire<{ readonly salt?: string }>(JSON.parse(value) as Wire);
  return { place, salt: salt ?? '', record };
}
