import { describe, type Operation } from '../../simulation/operation';
import { Workload } from '../../simulation/workload/workload';
import { compareBooks } from '../lockstep/books';
import { Parted } from '../lockstep/lockstep';
import type { Modelled } from '../lockstep/modelled';

/** Ids that a list may give. */
const IDS_PER_LIST = 1_000;
/** Operations that are drawn in search of one that two ledgers can do alike, at most. */
const MAX_DRAWN = 1_000;

/** Which commands are drawn. */
export interface List {
  readonly seed: number;
  readonly commands: number;
  /** Its place among the lists of one network, from 0: no two give the same ids. */
  readonly place: number;
}

/** Plays the commands that a seed draws from what is believed to be true by now. @throws Parted, with all of them */
export async function playList(modelled: Modelled, { seed, commands, place }: List): Promise<void> {
  const workload = new Workload(seed, modelled.state, place * IDS_PER_LIST, false);
  const played: Operation[] = [];
  try {
    for (let count = 0; count < commands; count += 1) {
      modelled.state.nowMs = Date.now();
      const operation = nextOf(workload);
      played.push(operation);
      await modelled.play(operation);
    }
    await compareBooks(modelled.lockstep, modelled.lockstep.fabric.witness);
  } catch (error) {
    if (!(error instanceof Parted)) throw error;
    const list = played.map((operation, index) => `${index + 1}. ${describe(operation)}`).join('\n');
    throw new Parted(`seed ${seed}, list ${place + 1} of its network, command ${played.length}: ${error.message}\n\n${list}`);
  }
}

/** The clock, the process and the projectors of a real network are not the list's to move. */
function nextOf(workload: Workload): Operation {
  for (let drawn = 0; drawn < MAX_DRAWN; drawn += 1) {
    const operation = workload.next();
    if (operation.kind === 'call' || operation.kind === 'race') return operation;
  }
  throw new Error('nothing to play was drawn');
}
