import { tokenId, type Msp, type Program, type SubRange, type Token } from '@tierline/chaincode/api';
import type { Books, Moment } from '../../ports/books';
import type { BlockSource, CommittedBlock } from '../../ports/ledger';
import type { Session } from '../session';
import { receivablesOf, type ReceivableRow } from '../receivables';
import { tokensOf, type TokenRow } from '../tokens';

/** Money that a token's holder was paid. */
export interface PaidOut {
  readonly receivable: string;
  readonly token: string;
  readonly owner: string;
  readonly ownerMsp: Msp;
  /** The receivable's cumulative sums before and after. */
  readonly from: { readonly principalMinor: bigint; readonly interestMinor: bigint };
  readonly to: { readonly principalMinor: bigint; readonly interestMinor: bigint };
  /** The range that was paid. */
  readonly range: SubRange;
  readonly at: Moment;
}

/** All that an organisation knows of one program. */
export interface ProgramEvidence {
  readonly program: Program;
  readonly scope: string;
  readonly receivables: readonly ReceivableRow[];
  readonly tokens: readonly TokenRow[];
  readonly paidOut: readonly PaidOut[];
}

/** What an audit looks at. */
export interface Evidence {
  /** Channel name. */
  readonly channel: string;
  readonly books: Books;
  readonly blocks: readonly CommittedBlock[];
  readonly programs: readonly ProgramEvidence[];
}

/** Gathers the evidence that the session's organisation has. */
export async function gatherEvidence(session: Pick<Session, 'books' | 'network'> & { readonly ledger: BlockSource }): Promise<Evidence> {
  const { books, ledger, network } = session;
  await books.catchUp();
  const blocks: CommittedBlock[] = [];
  for await (const block of ledger.blocks(0)) blocks.push(block);
  const programs = await Promise.all(
    (await books.all('PROGRAM')).map(({ record: program, scope }) => gatherProgram(books, program, scope)),
  );
  return { channel: network.channel, books, blocks, programs };
}

async function gatherProgram(books: Books, program: Program, scope: string): Promise<ProgramEvidence> {
  const [receivables, tokens, paidOut] = await Promise.all([
    receivablesOf(books, program.id),
    tokensOf(books, program.id),
    payoutsOf(books, scope),
  ]);
  return { program, scope, receivables, tokens, paidOut };
}

/** Every payout of a program, read from the forms that its tokens had: a token that stays what it is and is marked further was paid. */
export async function payoutsOf(books: Books, scope: string): Promise<readonly PaidOut[]> {
  const moved = (await books.histories('TOKEN', { scope })).flatMap(({ versions }) =>
    steps(versions.map(({ record, at }) => ({ tokens: record === null ? [] : [record], at }))),
  );
  const resting = (await books.histories('RESTING', { scope })).flatMap(({ versions }) =>
    steps(versions.map(({ record, at }) => ({ tokens: record?.tokens ?? [], at }))),
  );
  return [...resting, ...moved].sort((a, b) => a.at.block - b.at.block);
}

interface Form {
  readonly tokens: readonly Token[];
  readonly at: Moment;
}

function steps(forms: readonly Form[]): PaidOut[] {
  return forms.flatMap(({ tokens, at }, index) => {
    const before = new Map((forms[index - 1]?.tokens ?? []).map((token) => [tokenId(token), token]));
    return tokens.flatMap((token) => stepOf(before.get(tokenId(token)), token, at));
  });
}

function stepOf(before: Token | undefined, token: Token, at: Moment): PaidOut[] {
  if (before === undefined) return [];
  const from = { principalMinor: before.redeemedThroughMinor, interestMinor: before.interestThroughMinor };
  const to = { principalMinor: token.redeemedThroughMinor, interestMinor: token.interestThroughMinor };
  if (from.principalMinor === to.principalMinor && from.interestMinor === to.interestMinor) return [];
  return [
    {
      receivable: token.receivable,
      token: tokenId(token),
      owner: before.owner,
      ownerMsp: before.ownerMsp,
      from,
      to,
      range: { from: token.from, to: token.to },
      at,
    },
  ];
}
