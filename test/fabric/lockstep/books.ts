import { RECORD_KINDS, toWire, type Msp } from '@tierline/chaincode/api';
import { Parted, type Lockstep } from './lockstep';
import { parting } from './same';
import type { Side } from './side';

/** Compares all that an organisation's application has read of two ledgers: every form of every record. @throws Parted */
export async function compareBooks({ embedded, fabric, names }: Lockstep, msp: Msp): Promise<void> {
  const [model, real] = [await formsOf(embedded, msp), await formsOf(fabric, msp)];
  const place = Array.from({ length: Math.max(model.length, real.length) }, (_each, index) => index).find(
    (index) => names.named(model[index] ?? '') !== names.named(real[index] ?? ''),
  );
  if (place === undefined) return;
  throw new Parted(parting(`a record in the books of ${msp}`, names.named(model[place] ?? ''), names.named(real[place] ?? '')) ?? '');
}

/** A line for each record, in the order of kinds, places and ids; where in the chain it was written is left out. */
async function formsOf(side: Side, msp: Msp): Promise<readonly string[]> {
  const reader = (await side.books(msp)).readerFor(msp);
  const lines: string[] = [];
  for (const kind of RECORD_KINDS) {
    for (const { versions, ...where } of await reader.histories(kind)) {
      const forms = versions.map(({ record, at }) => {
        const { transactionId, transaction, timestamp } = at;
        return { record, transactionId, transaction, timestamp };
      });
      lines.push(JSON.stringify(toWire({ kind, ...where, forms })));
    }
  }
  return lines;
}
