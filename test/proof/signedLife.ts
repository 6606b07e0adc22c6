import { lengthOf, partsOfTokenId, TRANSACTIONS } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import type { TestKey } from '../support/signing';
import { DIGEST, PROGRAM, submitted, type Place } from '../support/world';

/** Confirms several receivables by one signature of the debtor's checker; answers their ids. */
export async function confirmedBy(world: Place, signer: TestKey, schedule: string, amounts: readonly bigint[]): Promise<string[]> {
  const receivables = await submitted(world, schedule, amounts);
  const { check, confirm } = TRANSACTIONS.receivable;
  await execute(await world.as('maker@CORE-01'), check, { program: PROGRAM, receivables });
  const order = { program: PROGRAM, receivables, undertakingDigest: DIGEST };
  await execute(await world.as('checker@CORE-01'), confirm, order, { signer });
  return receivables;
}

/** Offers whole tokens to several payees by one signature of the maker of SUP-01; each payee accepts his own. */
export async function paidBy(world: Place, signer: TestKey, payments: Readonly<Record<string, string>>, tag: string): Promise<void> {
  const offered = Object.entries(payments).map(([payee, token]) => {
    const amountMinor = lengthOf(partsOfTokenId(token));
    const transfer = `TRF-${tag}-${payee}`;
    const document = { type: 'INVOICE' as const, number: transfer, issueDate: '2026-02-25', amountMinor, digest: DIGEST };
    return { transfer, payee, document, expiresAt: '2026-03-20T00:00:00Z', takes: [{ token, amountMinor }] };
  });
  await execute(await world.as('maker@SUP-01'), TRANSACTIONS.token.assign, { program: PROGRAM, payments: offered }, { signer });
  for (const { payee, transfer } of offered) {
    await execute(await world.as(`maker@${payee}`), TRANSACTIONS.token.accept, { program: PROGRAM, transfers: [transfer] });
  }
}
