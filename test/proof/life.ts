import { lengthOf, partsOfTokenId, TRANSACTIONS } from '@tierline/chaincode/api';
import { deskIn, type Desk } from '@tierline/client-app/dist/app/desk';
import { execute } from '@tierline/client-app/dist/app/execute';
import { chosenFields } from '@tierline/client-app/dist/app/proof/fields';
import { makeProof } from '@tierline/client-app/dist/app/proof/makeProof';
import type { Proof } from '@tierline/client-app/dist/proving/proof';
import { verify } from '@tierline/client-app/dist/proving/verify';
import type { Pins } from '@tierline/client-app/dist/proving/pins';
import type { Verdict } from '@tierline/client-app/dist/proving/verdict';
import { DIGEST, PROGRAM, TEST_NOW_MS, type Place } from '../support/world';

/** A person's desk in the program of the test. */
export async function deskOf(world: Place, user: string): Promise<Desk> {
  return deskIn(await world.as(user), PROGRAM, null, TEST_NOW_MS);
}

/** The proof of a token as its owner's host makes it. */
export async function proofOf(world: Place, token: string, show = '', user = 'maker@SUP-01'): Promise<Proof> {
  return makeProof(await deskOf(world, user), token, chosenFields(show === '' ? [] : show.split(',')));
}

/** The file of a proof. */
export const fileOf = (proof: unknown): Uint8Array => Buffer.from(JSON.stringify(proof));

/** What comes of a proof. */
export const verdictOf = (proof: unknown, pins: Pins | null = null): Promise<Verdict> => verify(fileOf(proof), pins);

/** Cuts an amount off the beginning of a token; answers the ids of the two parts. */
export async function splitOff(
  world: Place,
  token: string,
  amountMinor: bigint,
  user = 'maker@SUP-01',
): Promise<readonly [string, string]> {
  const { receivable, from, to } = partsOfTokenId(token);
  const rest = lengthOf({ from, to }) - amountMinor;
  await execute(await world.as(user), TRANSACTIONS.token.split, { program: PROGRAM, token, amountsMinor: [amountMinor, rest] });
  return [`${receivable}:${from}-${from + amountMinor}`, `${receivable}:${from + amountMinor}-${to}`];
}

/** Pays a supplier with tokens whole, and has him accept. */
export async function paid(world: Place, token: string, payer: string, payee: string, transfer: string): Promise<void> {
  await execute(await world.as(`maker@${payer}`), TRANSACTIONS.token.assign, {
    program: PROGRAM,
    payments: [
      {
        transfer,
        payee,
        document: {
          type: 'INVOICE',
          number: transfer,
          issueDate: '2026-02-25',
          amountMinor: lengthOf(partsOfTokenId(token)),
          digest: DIGEST,
        },
        expiresAt: '2026-03-20T00:00:00Z',
        takes: [{ token, amountMinor: lengthOf(partsOfTokenId(token)) }],
      },
    ],
  });
  await execute(await world.as(`maker@${payee}`), TRANSACTIONS.token.accept, { program: PROGRAM, transfers: [transfer] });
}
