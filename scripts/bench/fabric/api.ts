import { TRANSACTIONS } from '@tierline/chaincode/api';
import { freshId } from '@tierline/client-app/dist/app/ordering';
import { elapsedMs, percentile } from '../timing';
import { bearerFor, withServer } from '../serving';
import { PROGRAM, receivableOf, schedule, SUPPLIER } from '../trade';
import type { FabricBench } from './fabricBench';
import type { Stage } from './stage';

/** One receivable of a schedule is confirmed at a time. */
const CONFIRMATIONS = 20;
const WARM_UP = 5;
/** Looks at the read model, at most, until the confirmation is there. */
const MAX_LOOKS = 200;
const FACE_MINOR = 1_000_000n;

/** What a person of the core waits for: the application's answer, and the receivable as its own list has it. */
export const api: FabricBench = {
  name: 'api',
  what: "one confirmation at a time through the core's application, until its read model shows it",
  run: async (stage) => {
    const core = stage.ground.core(0);
    const receivables = await checked(stage, core);
    const { directory } = stage.setting.layout;
    const times = await withServer(['--ledger', 'fabric', '--network-dir', directory, '--org', 'CORE'], async (address) => {
      const found: number[] = [];
      const desk = { address, headers: { ...(await bearerFor(address, `checker@${core}`)), 'content-type': 'application/json' } };
      for (const receivable of receivables) found.push(await elapsedMs(() => confirm(desk, receivable)));
      return found.slice(WARM_UP);
    });
    return [
      { what: 'a confirmation, seen in the read model, median', figure: percentile(times, 50) / 1000, unit: 's', target: { atMost: 0.6 } },
      { what: 'a confirmation, seen in the read model, p95', figure: percentile(times, 95) / 1000, unit: 's', target: null },
    ];
  },
};

/** Receivables that wait for the core's checker. */
async function checked({ ground }: Stage, core: string): Promise<readonly string[]> {
  const id = freshId('API');
  const faces = Array.from({ length: CONFIRMATIONS }, () => FACE_MINOR);
  const receivables = faces.map((_face, index) => receivableOf(id, index + 1));
  const { submit, check } = TRANSACTIONS.receivable;
  await ground.act(SUPPLIER, submit, { program: PROGRAM, schedules: [schedule(id, core, faces)] });
  await ground.act(`maker@${core}`, check, { program: PROGRAM, receivables });
  return receivables;
}

interface Desk {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** @throws Error when the application refuses, or its read model does not show the confirmation */
async function confirm(desk: Desk, receivable: string): Promise<void> {
  await asked(desk, 'commands/confirm', { receivables: [receivable] });
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    if ((await asked(desk, `receivables?document=${receivable}&status=CONFIRMED&limit=1`)).includes(receivable)) return;
  }
  throw new Error(`${receivable} is not confirmed in the read model`);
}

async function asked({ address, headers }: Desk, path: string, body?: object): Promise<string> {
  const response = await fetch(`${address}/api/v1/programs/${PROGRAM}/${path}`, {
    headers,
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${text}`);
  return text;
}
