import type { NotaryReport } from '../../ports/notary';

/** One figure of a notary. */
export interface NotaryGauge {
  readonly name: string;
  readonly help: string;
  readonly value: (report: NotaryReport) => number;
}

/** The figures of a notary; NaN for what is not known yet. */
export const NOTARY_GAUGES: readonly NotaryGauge[] = [
  {
    name: 'tierline_notary_working',
    help: '0 when the notary cannot go on, or waits for lower fees; else 1.',
    value: ({ phase }) => (phase === 'FAILED' || phase === 'WAITING_FOR_FEES' ? 0 : 1),
  },
  {
    name: 'tierline_notary_blocks_behind',
    help: 'Blocks of the ledger after the newest confirmed root.',
    value: ({ blocksBehind }) => blocksBehind,
  },
  { name: 'tierline_notary_waiting', help: 'Endorsed transactions that no confirmed root covers.', value: ({ waiting }) => waiting },
  {
    name: 'tierline_notary_confirmed_block',
    help: 'The last block of the ledger under a confirmed root; -1 for none.',
    value: ({ look }) => (look === null ? Number.NaN : (look.confirmed?.toBlock ?? -1)),
  },
  {
    name: 'tierline_notary_roots',
    help: "Roots in the channel's line, in the newest block of the chain.",
    value: ({ look }) => (look === null ? Number.NaN : (look.newest?.number ?? 0)),
  },
  {
    name: 'tierline_notary_under_way',
    help: 'Transactions that were made for the root under way; 0 when none is.',
    value: ({ sent }) => sent?.attempts.length ?? 0,
  },
  {
    name: 'tierline_notary_balance_wei',
    help: "The account's balance.",
    value: ({ look }) => (look === null ? Number.NaN : Number(look.balanceWei)),
  },
  {
    name: 'tierline_notary_asked_fee_wei',
    help: 'What the chain asks for a unit of gas.',
    value: ({ look }) => (look === null ? Number.NaN : Number(look.asked.base + (look.asked.priority ?? 0n))),
  },
];
