import { aside, wordOf, type Teller } from './teller';

/** Every condition that can be unmet, by its name. */
export const CONDITIONS: Readonly<Record<string, Teller>> = {
  adjacent: () => 'The tokens do not follow each other: only neighbouring ranges of one receivable can be joined.',
  alike: () => 'The tokens differ: to be joined they need one receivable, owner, tier, payout and sale.',
  'all-tokens-named': () => 'Not all tokens of the sold ranges are named: name every part that they were cut into.',
  banks: ({ company }) => `${wordOf(company)} is no bank: name banks as the banks of the program.`,
  'bank-limit': () => "The bank's limit on the core does not cover this: ask the bank, or take another offer.",
  'chain-id': ({ have, need }) =>
    `The node is of chain ${wordOf(have)} and the settings name chain ${wordOf(need)}: correct the address (rpc) or the chain (chainId).`,
  clock: ({ limitMs }) => `The clock of this machine is more than ${Number(limitMs) / 60_000} minutes off: set it right and try again.`,
  'collection-exists': ({ collection }) =>
    `The network has no private collection ${wordOf(collection)}: add the program to the network file first.`,
  core: ({ company }) => `This company is not a core${aside('company', company)}: name the core enterprise of the program.`,
  'covers-face': () => 'The tokens do not cover the whole face: to cancel a receivable name all of its tokens.',
  'creditor-hosted': ({ creditor }) =>
    `The creditor${aside('company', creditor)} is not hosted by the operator of this program: submit it in another program.`,
  'creditor-is-not-debtor': () => 'Creditor and debtor are one company: a receivable needs two.',
  'demo-off-production': () => 'This network is for real money and has no DEMO programs: leave the business date out.',
  'debtor-is-core': ({ debtor }) =>
    `The debtor${aside('company', debtor)} is not the core of this program: name its core, or another program.`,
  host: () => 'This is not the host of the program.',
  'kind-offered': ({ kind }) => `${wordOf(kind)} is not offered: tokens can be sold (SALE).`,
  'ledger-holds-notarised-blocks': ({ notarised, height }) =>
    `Roots are notarised up to block ${wordOf(notarised)} and this ledger has ${wordOf(height)} blocks: ` +
    'wait until it has caught up; if it has, somebody notarised what is not of it.',
  'leaves-something': () => 'Nothing would be left of the receivable: cancel it instead of reducing it.',
  'netted-there': () => 'The credit note is not among the documents of that receivable: name the receivable that it nets.',
  'network-id': () => 'This network was founded before signatures were known and has no id to sign for: found a new one.',
  'network-has-a-program': () => 'The network file names no program: add one.',
  notarised: ({ block }) => `No notarised root covers block ${wordOf(block)} yet, or it is not this ledger's: wait for the next root.`,
  'notary-balance': ({ account, have, need }) =>
    `The account ${wordOf(account)} has ${wordOf(have)} wei and up to ${wordOf(need)} wei are needed: send some to it.`,
  'notary-contract': ({ contract, chainId }) =>
    `There is no contract of roots at ${wordOf(contract)} on chain ${wordOf(chainId)}: correct the address, or deploy one ("tierline notary deploy").`,
  'notary-contract-code': ({ contract, chainId, have, need }) =>
    `The code at ${wordOf(contract)} on chain ${wordOf(chainId)} is not that of the contract of roots (SHA-256 ${wordOf(have)}, not ${wordOf(need)}): ` +
    'correct the address, or deploy one ("tierline notary deploy").',
  'notary-fees': ({ have, need }) =>
    `The chain asks for ${wordOf(need)} wei a unit of gas and the settings allow ${wordOf(have)}: wait, or raise maxFeeGwei.`,
  'notary-settings-name-a-contract': () =>
    'The settings name no contract: deploy one ("tierline notary deploy") and write its address into them (contract).',
  'not-played': ({ program }) =>
    `The program ${wordOf(program)} is on this network already: begin with a fresh one ("npm run network -- clean", then "up").`,
  'not-yet-due': ({ dueDate, today }) =>
    `The due date ${wordOf(dueDate)} is not after the business date ${wordOf(today)}: only a debt not yet due can be submitted.`,
  'one-place-each': () => 'An organisation stands twice in the program: operator, core, banks and regulator are different ones.',
  'one-core': () => 'The tokens are claims on different cores: open one ask for each core.',
  'one-host': () => 'The tokens belong to owners of different hosts: redeem those of each host on their own.',
  'one-receivable': () => 'The tokens belong to different receivables: name tokens of one receivable.',
  'operator-and-regulator': () => 'A network needs an operator and a regulator: complete the network file.',
  'only-stricter': ({ act }) => `Signatures are asked for ${wordOf(act)} already: a program may ask for more, never for fewer.`,
  overdue: ({ payDate, today }) => `It is not overdue: it is to be paid on ${wordOf(payDate)} and the business date is ${wordOf(today)}.`,
  passphrase: ({ file }) => `The passphrase does not open the key in ${wordOf(file)}: check it.`,
  'passphrase-file-is-private': ({ file }) => `Others may read the passphrase in ${wordOf(file)}: let only its owner read it (chmod 600).`,
  'payee-is-member': () => 'The payee is not a member of this program: onboard it with a host of this program.',
  'payee-is-not-debtor': () => 'The payee is the debtor himself: a token cannot be passed to the one who owes it.',
  'payee-is-not-owner': () => 'Payer and payee are one company: name the company that is to be paid.',
  'payout-value-date': ({ valueDate, latest }) =>
    `The value date ${wordOf(valueDate)} is later than agreed: pay with value ${wordOf(latest)} or before.`,
  'proof-stored': () => "The bank's terms or its proof of payment are not stored as agreed: declare the payout first.",
  'real-clock': () => 'Only a DEMO program has a clock of its own: leave the business date out, or make it a DEMO program.',
  'reason-for-choice': ({ cheapest }) => `Offer ${wordOf(cheapest)} brings more cash: take that one, or give a --reason for this one.`,
  'recourse-allowed': () => 'This program does not allow sales with recourse: ask without recourse.',
  'regulator-hosts-itself': ({ company }) => `The role of a regulator is the regulator's own: give ${wordOf(company)} another role.`,
  'related-parties-reviewed': () => 'Seller and debtor belong together: the bank adds the note of its review (--related-note).',
  'root-accepted': ({ problem }) => `The contract refuses the root (${wordOf(problem)}): see "tierline notary status".`,
  'same-core': () => 'The deals are on different cores or currencies: give back the limit of each on its own.',
  'same-host': () => "A company's host cannot be changed.",
  'same-status': () => 'The status is not changed in this way: use "tierline block" and "tierline unblock".',
  'settlement-bank': () => 'The settlement bank is not one of the banks of the program.',
  'share-of-one-unit': () => "The token's share of this instalment is below one minor unit: it is paid out with the next instalment.",
  'sold-with-recourse': () => 'It was sold without recourse: the bank cannot give it back.',
  'whole-tokens': () => 'The amount is not that of whole tokens, and only the supplier can cut one: ask him to propose the reduction.',
  'valid-in-future': ({ now, latest }) => `The offer must be valid after ${wordOf(now)} and no longer than ${wordOf(latest)}.`,
  'value-date': ({ valueDate, earliest, before }) =>
    `The value date ${wordOf(valueDate)} does not fit: from ${wordOf(earliest)} on, and before the first payment date ${wordOf(before)}.`,
  'value-date-is-working-day': ({ valueDate, mend }) => `${wordOf(valueDate)} is not a working day: the next one is ${wordOf(mend)}.`,
};
