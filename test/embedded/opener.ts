import { guardProcess } from '@tierline/client-app/dist/processGuard';
import { Fault } from '@tierline/chaincode/api';
import { openConformance } from '../support/embeddedFixture';

guardProcess();

/** Opens a ledger and prints the fault it is refused with, or OPENED. */
async function open(directory: string): Promise<void> {
  try {
    await (await openConformance(directory)).close();
    console.log('OPENED');
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    console.log(JSON.stringify({ code: error.code, details: error.details }));
  }
}

void open(process.argv[2] ?? '');
