import type { NotarisedRoot } from '../ports/notary';
import type { NotaryStatus } from '../notary';
import type { Outcome } from './outcome';
import { facts } from './table';
import { count } from './text';

const GWEI_DECIMALS = 9;
const COIN_DECIMALS = 18;
const DECIMALS_SHOWN = 6;

/** How the roots of a ledger stand, in words. */
export function notaryLines({ place, look, sent, ledgerHeight, blocksBehind, waiting }: NotaryStatus): Outcome['lines'] {
  const { newest, confirmed, asked, balanceWei, isNotary, block, standing } = look;
  const last = sent?.attempts.at(-1);
  return facts([
    ['chain', `${place.chainId}, block ${block}`],
    ['contract', place.contract],
    ['channel', place.channel],
    ['account', `${place.account}, ${isNotary ? 'registered' : 'NOT REGISTERED'}, ${units(balanceWei, COIN_DECIMALS)} coins`],
    ['fee', `${units(asked.base + (asked.priority ?? 0n), GWEI_DECIMALS)} gwei a unit of gas`],
    ['newest root', rootText(newest)],
    ['confirmed', rootText(confirmed)],
    ['ledger', `${count(ledgerHeight, 'block')}, ${blocksBehind} not notarised, with ${count(waiting, 'transaction')}`],
    [
      'under way',
      sent === null || last === undefined
        ? 'nothing'
        : `blocks ${sent.batch.fromBlock} to ${sent.batch.toBlock}: ${standing}, ${count(sent.attempts.length, 'attempt')}, transaction ${last.hash}`,
    ],
  ]);
}

/** The same as JSON. */
export function statusJson({ place, look, sent, ledgerHeight, blocksBehind, waiting }: NotaryStatus): Outcome['json'] {
  const { newest, confirmed, asked, balanceWei, isNotary: registered, block: chainBlock, standing } = look;
  const transaction = sent?.attempts.at(-1)?.hash ?? null;
  return {
    ...place,
    registered,
    balanceWei: String(balanceWei),
    askedFeeWei: String(asked.base + (asked.priority ?? 0n)),
    chainBlock,
    newest,
    confirmed,
    ledgerHeight,
    blocksBehind,
    waiting,
    underWay: sent === null ? null : { ...sent.batch, transaction, attempts: sent.attempts.length, standing },
  };
}

function rootText(root: NotarisedRoot | null): string {
  return root === null ? 'none' : `${root.number}: blocks ${root.fromBlock} to ${root.toBlock}, ${root.at}, ${root.root}`;
}

/** A number of smallest units as decimals, cut to some of them. */
function units(value: bigint, decimals: number): string {
  const digits = value.toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).slice(0, DECIMALS_SHOWN).replace(/0+$/, '');
  return `${digits.slice(0, -decimals)}${fraction === '' ? '' : `.${fraction}`}`;
}
