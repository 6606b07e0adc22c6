import { randomBytes } from 'node:crypto';
import { Agent, request, type IncomingMessage } from 'node:http';
import type { Served } from './served';

const PROGRAMS = ['DEMO-CNY', 'OTHER-CNY'] as const;
/** Schedules of the fixture; and some that are not there. */
const FOUNDED = ['LATE', 'DRAFT', 'EARLY', 'UNPAID'] as const;
const SCHEDULES = [...FOUNDED, 'LATF', 'DRAFT-2', 'NEWS'] as const;
const RECEIVABLES_OF_SCHEDULE = 25;
/** Ranges that tokens of the fixture have, and their neighbours. */
const RANGES = ['0-1000000', '400000-1000000', '0-1000001'] as const;
const ASKS = ['OPEN', 'TAKEN', 'REGISTERED', 'PAYING', 'COMPLETE', 'FAILED', 'UNPAID', 'OVER', 'BAD'] as const;
const RANDOM = 100;
const AT_ONCE = 4;
/** Questions of each kind whose times are compared. */
const TIMED = 40;

/** What may be asked of a thing: the address with the program and the thing to be put in. */
const QUESTIONS = {
  receivable: ['/programs/{program}/receivables/{id}/tree'],
  token: ['tree', 'worth', 'certificate', 'knowledge'].map((what) => `/programs/{program}/tokens/{id}/${what}`),
  ask: ['offers', 'quotes', 'checks'].map((what) => `/programs/{program}/asks/{id}/${what}`),
  transfer: ['/programs/{program}/transfers/{id}/link'],
  record: ['SCHEDULE', 'ASK', 'TRANSFER'].map((kind) => `/history/${kind}/{id}?scope=PROGRAM-{program}`),
  job: ['/jobs/{id}'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Kind = keyof typeof QUESTIONS;

/** One guess: a question about an id that may be somebody else's. */
export interface Guess {
  /** The question without the id. */
  readonly question: string;
  readonly path: string;
  readonly id: string;
}

/** How long a question took about things that are there, and about others; milliseconds, medians. */
export interface Timed {
  readonly question: string;
  readonly thereMs: number;
  readonly missingMs: number;
}

const random = (): string => randomBytes(5).toString('hex').toUpperCase();
const numbered = (schedule: string): string[] =>
  Array.from({ length: RECEIVABLES_OF_SCHEDULE }, (_each, index) => `${schedule}-${String(index + 1).padStart(2, '0')}`);

/** Ids by kind: those of the fixture, what lies beside them, and random ones of the same form. */
function idsOf(): Readonly<Record<Kind, readonly string[]>> {
  const randoms = Array.from({ length: RANDOM }, random);
  const receivables = [...SCHEDULES.flatMap(numbered), ...randoms.map((each) => `${each}-01`)];
  const asks = [
    ...ASKS.flatMap((name) => [`ASK-${name}`, `ASK-${name}1`, `ASK-${name.slice(0, -1)}`]),
    ...randoms.map((each) => `ASK-${each}`),
  ];
  const transfers = ['OPEN', 'OVER', 'OPEN1', 'OVEN', 'NEW', ...randoms].map((name) => `TRANSFER-${name}`);
  return {
    receivable: receivables,
    token: [
      ...FOUNDED.flatMap(numbered).flatMap((id) => RANGES.map((range) => `${id}:${range}`)),
      ...randoms.map((each) => `${each}-01:0-1000000`),
    ],
    ask: asks,
    transfer: transfers,
    record: [...SCHEDULES, ...asks, ...transfers],
    job: randoms.map((each) => `JOB-${each}`),
  };
}

/** Everything that is guessed, in both programs. */
export function allGuesses(): readonly Guess[] {
  const ids = idsOf();
  return (Object.keys(QUESTIONS) as Kind[]).flatMap((kind) =>
    QUESTIONS[kind].flatMap((question) =>
      PROGRAMS.filter((program) => program === PROGRAMS[0] || (question.includes('{program}') && kind !== 'token')).flatMap((program) =>
        ids[kind].map((id) => ({ question, id, path: question.replace('{program}', program).replace('{id}', encodeURIComponent(id)) })),
      ),
    ),
  );
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly ms: number;
}

/** Tries guesses over a few connections that are kept, as somebody would who tries many. */
export class Guesses {
  tried = 0;
  /** Paths of what was told although it is somebody else's. */
  readonly found: string[] = [];
  /** For each question and person, the different answers without the ids. */
  readonly words = new Map<string, Set<string>>();
  readonly #agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

  constructor(
    private readonly served: Served,
    /** What somebody may see: ids, or the beginnings of ids. */
    private readonly own: Readonly<Record<string, readonly string[]>>,
  ) {}

  /** Tries guesses of a person, some at a time. */
  async try(user: string, guesses: readonly Guess[]): Promise<void> {
    const headers = await this.served.bearer(user);
    const waiting = [...guesses].reverse();
    const work = async (): Promise<void> => {
      for (let guess = waiting.pop(); guess !== undefined; guess = waiting.pop())
        this.#judge(user, guess, await this.#ask(guess.path, headers));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** Asks one after the other about what is there and what is not, and tells how long each took. */
  async time(user: string, question: string, there: readonly string[], missing: readonly string[]): Promise<Timed> {
    const headers = await this.served.bearer(user);
    const times: Readonly<Record<'there' | 'missing', number[]>> = { there: [], missing: [] };
    for (let round = 0; round < TIMED; round += 1) {
      for (const [what, ids] of [
        ['there', there],
        ['missing', missing],
      ] as const) {
        const id = encodeURIComponent(ids[round % ids.length] ?? '');
        times[what].push((await this.#ask(question.replace('{program}', PROGRAMS[0]).replace('{id}', id), headers)).ms);
      }
    }
    return { question, thereMs: medianOf(times.there), missingMs: medianOf(times.missing) };
  }

  /** Closes its connections. */
  end(): void {
    this.#agent.destroy();
  }

  #judge(user: string, { question, path, id }: Guess, { status, text }: Answer): void {
    this.tried += 1;
    if (this.own[user]?.some((each) => id.startsWith(each)) === true) return;
    // Of what somebody may not read there are no versions, whatever its name.
    const isEmpty = status === 200 && text === '{"versions":[],"next":null}';
    if (status !== 404 && status !== 403 && !isEmpty) this.found.push(`${user} ${path}: ${status}`);
    const key = `${user} ${path.includes(PROGRAMS[1]) ? PROGRAMS[1] : PROGRAMS[0]} ${question}`;
    const said = this.words.get(key) ?? new Set();
    const [receivable = id] = id.split(':');
    // A request has an id of its own; what was asked for is repeated.
    said.add(
      `${status} ${text}`
        .replaceAll(id, '{id}')
        .replaceAll(receivable, '{id}')
        .replaceAll(/"instance":"[^"]*"/g, ''),
    );
    this.words.set(key, said);
  }

  #ask(path: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const begun = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(`${this.served.address}/api/v1${path}`, { agent: this.#agent, headers }, (response: IncomingMessage) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8'), ms: performance.now() - begun }),
        );
      });
      sent.on('error', reject);
      sent.end();
    });
  }
}

const medianOf = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
