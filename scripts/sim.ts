import { join } from 'node:path';

/** The simulation is built with the tests. */
const BUILT = join(__dirname, '../../test/dist/simulation/command.js');

async function main(): Promise<void> {
  const { command } = (await import(BUILT)) as typeof import('../test/simulation/command.js');
  process.exitCode = await command(process.argv.slice(2), (line) => console.log(line));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
