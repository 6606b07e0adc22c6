import { Fault } from '@tierline/chaincode/api';
import type { Fees, NotaryOffice, NotarySettings, OfficeReceipt, Registration } from '../../ports/notary';
import { offeredFees } from './fees';

/** Deploys the contract. @throws Fault CONDITION_UNMET {condition: 'notary-fees', have, need}; what the office throws */
export async function deployContract(office: NotaryOffice, settings: NotarySettings): Promise<OfficeReceipt> {
  return office.deploy(await feesNow(office, settings));
}

/** Registers or removes a notary. @throws Fault as {@link deployContract} */
export async function registerNotary(office: NotaryOffice, settings: NotarySettings, registration: Registration): Promise<OfficeReceipt> {
  return office.register(registration, await feesNow(office, settings));
}

async function feesNow(office: NotaryOffice, { maxFeePerGas: most }: NotarySettings): Promise<Fees> {
  const asked = await office.asked();
  const fees = offeredFees(asked, most);
  if (fees !== null) return fees;
  const need = asked.base + (asked.priority ?? 0n);
  throw new Fault('CONDITION_UNMET', { condition: 'notary-fees', have: String(most), need: String(need) });
}
