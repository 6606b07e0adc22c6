import {
  Fault,
  partsOfReceivableId,
  partsOfTokenId,
  programCollection,
  tokenId,
  type Msp,
  type NetworkDefinition,
  type Parties,
  type ProgramMembers,
} from '@tierline/chaincode/api';
import type { Books } from '../ports/books';
import { tokenOf } from './tokens';

/** What the endorsement table may know: the network's definition, and records that the caller's organisation may read. */
export function partiesOf(books: Books, network: NetworkDefinition, unreachable: { has(msp: Msp): boolean }): Parties {
  const oneOf = (role: 'operator' | 'regulator'): Msp => network.organisations.find((each) => each.role === role)?.msp ?? '';
  const program = (id: string): ProgramMembers => {
    const found = network.programs.find((each) => each.id === id);
    if (found === undefined) throw new Fault('NOT_FOUND', { kind: 'program', id });
    return found;
  };
  const tokenHosts = async (id: string, tokens: readonly string[]): Promise<readonly Msp[]> => {
    const found = await Promise.all(tokens.map((token) => tokenOf(books, id, token)));
    return found.map(({ ownerMsp }) => ownerMsp);
  };
  const askOf = async (id: string, ask: string) => required(await books.find('ASK', programCollection(id), ask), 'ask', ask).record;
  return {
    operator: oneOf('operator'),
    regulator: oneOf('regulator'),
    program: (id) => Promise.resolve(program(id)),
    witness: (id) => Promise.resolve(unreachable.has(program(id).core) ? program(id).regulator : program(id).core),
    tokenHosts,
    transferHosts: async (id, transfers) => {
      const found = await Promise.all(
        transfers.map(
          async (transfer) => required(await books.find('TRANSFER', programCollection(id), transfer), 'transfer', transfer).record.tokens,
        ),
      );
      return tokenHosts(id, await stillThere(books, id, found.flat()));
    },
    askTokens: async (id, ask) => stillThere(books, id, (await askOf(id, ask)).tokens),
    sellerHost: async (id, ask) => (await askOf(id, ask)).sellerMsp,
    anyConfirmed: async (id, receivables) => {
      const schedules = await Promise.all(
        [...new Set(receivables.map((each) => partsOfReceivableId(each).schedule))].map((schedule) =>
          books.find('SCHEDULE', programCollection(id), schedule),
        ),
      );
      return schedules.some((known) => known?.record.receivables.some(({ confirmedBy }) => confirmedBy !== null) ?? false);
    },
  };
}

function required<T>(found: T | null, kind: string, id: string): T {
  if (found === null) throw new Fault('NOT_FOUND', { kind, id });
  return found;
}

/** Ids of those tokens that still exist. */
async function stillThere(books: Books, program: string, tokens: readonly string[]): Promise<readonly string[]> {
  const scope = programCollection(program);
  const found = await Promise.all(
    tokens.map(async (id) => {
      if ((await books.find('TOKEN', scope, id)) !== null) return id;
      const resting = await books.find('RESTING', scope, partsOfReceivableId(partsOfTokenId(id).receivable).schedule);
      return resting?.record.tokens.some((token) => tokenId(token) === id) === true ? id : null;
    }),
  );
  return found.filter((id) => id !== null);
}
