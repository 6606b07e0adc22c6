import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fabricHost } from '@tierline/client-app/dist/fabric';
import { openApplications, type OpenHost } from '@tierline/client-app/dist/main';
import type { Ledger } from '@tierline/client-app/dist/ports/ledger';
import { found } from '@tierline/network/dist/found';
import { settingFor, fileIn, fileNamed } from '@tierline/network/dist/opening';
import type { Setting } from '@tierline/network/dist/setting';
import { up } from '@tierline/network/dist/up';
import { keepFile } from '@tierline/network/dist/changes';
import { foundGround, Ground } from '../ground';
import { withFolder } from '../folder';
import { perSecond } from '../timing';
import { baselineHost, deployBaseline } from './baselineChaincode';

const PROJECT = join(__dirname, '../../../..');
/** As many cores: neighbouring items do not meet in one bank's limit. */
const CORES = 8;
/** Of the baseline: as few as may write a public key, and as many as endorse a schedule. */
const ENDORSERS = ['OperatorMSP', 'CoreMSP'] as const;
const [SUBMITTER] = ENDORSERS;
/** Transactions of one measurement of the baseline. */
export const BURST = 400;

/** A Fabric network on which benches run one after the other. */
export class Stage {
  readonly #rates: number[] = [];

  constructor(
    readonly setting: Setting,
    /** All organisations' applications. */
    readonly host: OpenHost,
    readonly ground: Ground,
    private readonly ledger: Ledger,
    private readonly callers: number,
  ) {}

  /** Every rate of the baseline that was measured, transactions per second. */
  get rates(): readonly number[] {
    return this.#rates;
  }

  /** Measures the baseline now: transactions per second that write one public key, nothing else. */
  async baseline(): Promise<number> {
    const write = (): Promise<unknown> => this.ledger.submit('yardstick:write', { text: 'one key' }, ENDORSERS);
    const rate = await perSecond(
      this.callers,
      Array.from({ length: BURST }, () => write),
    );
    this.#rates.push(rate);
    return rate;
  }
}

/** How a network is found. */
export interface StageOptions {
  readonly callers: number;
  readonly tell: (line: string) => void;
}

/** Runs work on the network of TIERLINE_NETWORK or .tierline-network when it is up, or on one of its own that goes afterwards. */
export async function withStage<T>(options: StageOptions, work: (stage: Stage) => Promise<T>): Promise<T> {
  const standing = resolve(process.env['TIERLINE_NETWORK'] ?? join(PROJECT, '.tierline-network'));
  if (existsSync(standing)) {
    const setting = await settingIn(standing, options, fileIn(standing));
    const states = await setting.processes.states();
    if (states.some(({ state }) => state === 'UP')) return onNetwork(setting, options, work);
  }
  return withFolder(async (directory) => {
    const setting = await settingIn(directory, options, fileNamed(undefined, { project: PROJECT }));
    try {
      await keepFile(setting);
      return await onNetwork(setting, options, work);
    } finally {
      await setting.processes.stopAll();
    }
  });
}

function settingIn(directory: string, { tell }: StageOptions, file: Setting['file']): Promise<Setting> {
  return settingFor(file, {
    project: PROJECT,
    directory,
    environment: process.env,
    contracts: null,
    out: () => undefined,
    progress: (line) => tell(`  ${line}`),
  });
}

/** What is up already stays as it is. */
async function onNetwork<T>(setting: Setting, { callers }: StageOptions, work: (stage: Stage) => Promise<T>): Promise<T> {
  await up(setting);
  await found(setting);
  await deployBaseline(setting);
  const { directory } = setting.layout;
  await prepare(directory);
  const host = await fabricHost(
    directory,
    setting.nodes.organisations.map(({ msp }) => msp),
  );
  const beside = await baselineHost(setting, host, SUBMITTER);
  try {
    const { identity } = await host.identities.find('maker@SUP-01');
    return await work(new Stage(setting, host, Ground.on(host, CORES), beside.connect(identity), callers));
  } finally {
    await beside.close();
    await host.close();
  }
}

async function prepare(directory: string): Promise<void> {
  const people = await openApplications(directory);
  try {
    await foundGround(people.sessions, CORES, Date.now());
  } finally {
    await people.close();
  }
}
