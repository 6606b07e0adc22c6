import '@tierline/client-app/dist/quietFabric';
import { openGround } from './ground';
import type { Opening } from './opening';

const MB = 2 ** 20;
const KB = 2 ** 10;

/** Opens the ledger in the folder that the command line names, and tells as JSON what that took. */
async function main(): Promise<void> {
  const start = performance.now();
  const host = await openGround(process.argv[2] ?? '');
  const opening: Opening = {
    openMs: performance.now() - start,
    residentMb: process.memoryUsage.rss() / MB,
    peakMb: process.resourceUsage().maxRSS / KB,
  };
  await host.close();
  console.log(JSON.stringify(opening));
}

void main();
