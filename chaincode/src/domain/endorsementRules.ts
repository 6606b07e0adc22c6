import { allOf, anyOf, outOf, type Endorsement, type Msp } from './endorsement';
import type { Program } from './program';

/** Who must endorse a change of a schedule once a receivable of it is confirmed. */
export function scheduleRule({ coreMsp, settlementBankMsp, regulatorMsp }: Program): Endorsement {
  return outOf(2, coreMsp, settlementBankMsp, regulatorMsp);
}

/** Who must endorse a change of a token: its owner's host, and the debtor or the regulator. No organisation alone. */
export function tokenRule(ownerMsp: Msp, { coreMsp, regulatorMsp }: Program): Endorsement {
  return allOf(ownerMsp, anyOf(coreMsp, regulatorMsp));
}

/** Who must endorse a change of an ask: the asking side's host. */
export function askRule(sellerMsp: Msp): Endorsement {
  return allOf(sellerMsp);
}

/** Who must endorse a change of a fingerprint: the host that registered it, and the debtor or the regulator. */
export function fingerprintRule({ hostMsp, coreMsp, regulatorMsp }: Program): Endorsement {
  return allOf(hostMsp, anyOf(coreMsp, regulatorMsp));
}

/** Who must endorse a step of a program's clock. */
export function clockRule({ hostMsp, settlementBankMsp }: Program): Endorsement {
  return allOf(hostMsp, settlementBankMsp);
}

/** Who must endorse a change of a company, a policy or a calendar. */
export function registerRule(operator: Msp, regulator: Msp): Endorsement {
  return allOf(operator, regulator);
}
