import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Fault } from '@tierline/chaincode/api';
import { demoProgram, networkWith } from '../app/demo/runDemo';
import { operatorUser } from '../app/founding';
import type { ImportedFile } from '../app/import/importedFile';
import type { Sessions } from '../app/session';
import type { OpenPeople } from '../main';
import type { Context } from './context';

/** A fresh ledger to play on. */
export interface DemoStage extends OpenPeople {
  /** How the ledger is looked at afterwards; null when it is gone. */
  readonly explore: string | null;
}

/** The ledger on which a demonstration of a file is played. @throws Fault */
export function stageFor(context: Context, imported: ImportedFile): Promise<DemoStage> {
  const choice = context.ledgerChoice;
  const programs = imported.totals.map(({ currency }) => demoProgram(currency));
  return choice.kind === 'fabric' ? fabricStage(choice.directory, programs) : embeddedStage(context.input.file('keep'), programs);
}

/** @throws Fault WRONG_STATE when one of the programs is there already; NOT_FOUND when the network has none of that name */
async function fabricStage(directory: string, programs: readonly string[]): Promise<DemoStage> {
  const { openApplications } = await import('../main.js');
  const open = await openApplications(directory);
  try {
    await requireUnplayed(open.sessions, programs);
  } catch (error) {
    await open.close();
    throw error;
  }
  return { sessions: open.sessions, close: () => open.close(), explore: '--ledger fabric --org CORE' };
}

async function requireUnplayed(sessions: Sessions, programs: readonly string[]): Promise<void> {
  const { books } = await sessions.as(operatorUser(sessions.network, 'maker'));
  for (const id of programs) {
    if (!sessions.network.programs.some((each) => each.id === id))
      throw new Fault('NOT_FOUND', { kind: 'program', id, mend: 'npm run network -- program add FILE' });
    if ((await books.find('PROGRAM-HEAD', '', id)) !== null) throw new Fault('CONDITION_UNMET', { condition: 'not-played', program: id });
  }
}

async function embeddedStage(keep: string | null, programs: readonly string[]): Promise<DemoStage> {
  const directory = keep === null ? await mkdtemp(join(tmpdir(), 'tierline-demo-')) : resolve(keep);
  const { isFounded, networkOf, openDirectory } = await import('../main.js');
  if (isFounded(directory)) {
    throw new Fault('MALFORMED', { field: '--keep', value: directory, limit: 'a folder without a ledger', mend: 'name another folder' });
  }
  const open = await openDirectory({ directory, network: networkWith(networkOf(directory, null), programs), create: true });
  const close = async (): Promise<void> => {
    await open.close();
    if (keep === null) await rm(directory, { recursive: true, force: true });
  };
  return { sessions: open.sessions, close, explore: keep === null ? null : `--data-dir ${keep}` };
}
