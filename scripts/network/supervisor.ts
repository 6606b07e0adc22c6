import { guardProcess } from '@tierline/client-app/dist/processGuard';
import { Layout } from './layout';
import { Processes } from './processes/processes';
import { supervise } from './processes/supervising';

async function main(): Promise<void> {
  guardProcess();
  const end = new AbortController();
  process.on('SIGTERM', () => end.abort());
  const say = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);
  say('looks after the nodes');
  await supervise(new Processes(new Layout(process.argv[2] ?? '')), say, end.signal);
  say('ends');
  process.exit();
}

void main();
