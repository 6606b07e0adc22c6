import type { FaultDetails } from '@tierline/chaincode/api';
import { wordOf } from './teller';

/** What a person is told of a consent that was refused, by its reason. */
const REASONS: Readonly<Record<string, (details: FaultDetails) => string>> = {
  REQUIRED: () => 'This program asks for your own signature here: sign what is shown with your signing key, and send it again.',
  OTHER_NETWORK: () => 'This was signed in another network: sign again in this one.',
  OTHER_CHANNEL: () => 'This was signed for another channel: sign again for this one.',
  OTHER_CHAINCODE: () => 'This was signed for another chaincode: sign again for this one.',
  OTHER_PROGRAM: () => 'This was signed for another program: sign again for this one.',
  OTHER_COMPANY: () => 'This was signed for another company: the person who acts signs for the company for which he acts.',
  OTHER_PERSON: () => 'This was signed in the name of another person: the person who acts signs himself.',
  OTHER_REQUEST: () => 'This signature belongs to another request: a signature counts once. Sign again.',
  OTHER_CONTENT: ({ field }) =>
    `What was signed is not what would be done: the ${wordOf(field)} differs. Nothing was done. ` +
    'Look at it again before you sign, and ask your operator why it changed.',
  LATE: ({ deadline }) => `This signature was good until ${wordOf(deadline)}: sign again.`,
  TOO_FAR_AHEAD: ({ limitDays }) => `A signature is good for at most ${wordOf(limitDays)} days: sign with an earlier deadline.`,
  BAD_SIGNATURE: () => 'This is no signature by that key: sign again with the wallet or key file.',
  NO_KEY: () =>
    'The key that signed is none of your company’s signing keys in force: sign with a registered one, or register this one first.',
  KEY_OF_ANOTHER: () => 'The key that signed belongs to another person of your company: sign with your own.',
  KEY_NOT_YET: () => 'The key that signed is not approved yet: have it approved, then sign again.',
  KEY_REVOKED: ({ revokedFrom }) =>
    `The key was revoked${revokedFrom === undefined ? '' : ` from ${wordOf(revokedFrom)} on`}: sign with a key that is in force.`,
  DECLINED: () => 'It was not signed, because you or your wallet said no: nothing was done.',
  WRONG_ACCOUNT: ({ address }) =>
    `The signer does not sign with ${wordOf(address) || 'that account'}: choose the account there, or name another with --address.`,
  VOUCHER_REQUIRED: () => 'Your company has signing keys in force: one of them must vouch for the new key.',
};

/** Why a signature does not count, and what to do. */
export function consentText(details: FaultDetails): string {
  const told = REASONS[wordOf(details['reason'])];
  return told === undefined ? 'The signature does not count: sign again.' : told(details);
}
