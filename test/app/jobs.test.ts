import { Fault } from '@tierline/chaincode/api';
import type { JobResult, JobWatch } from '@tierline/client-app/dist/app/jobs/job';
import { Jobs } from '@tierline/client-app/dist/app/jobs/jobs';
import type { Session } from '@tierline/client-app/dist/app/session';
import { expect } from 'chai';

const RESULT: JobResult = { dryRun: false, accepted: 1, refusedCount: 0, refused: [], import: null };
const HOUR_MS = 3_600_000;

const sessionOf = (name: string, company: string): Session =>
  ({ identity: { name, msp: 'CoreMSP' }, attributes: { company, roles: ['maker'], person: name } }) as unknown as Session;
const MAKER = sessionOf('maker', 'CORE-01');
const CHECKER = sessionOf('checker', 'CORE-01');

describe('jobs of a server', () => {
  let nowMs = 0;
  let alarms: string[] = [];
  let jobs: Jobs;

  beforeEach(() => {
    nowMs = Date.UTC(2026, 9, 1);
    alarms = [];
    jobs = new Jobs({ now: () => nowMs, alarm: (line) => void alarms.push(line) });
  });

  const begin = (session: Session, work: (watch: JobWatch) => Promise<JobResult>, requestId: string | null = null, content: unknown = {}) =>
    jobs.begin(session, { kind: 'CONFIRM', program: 'DEMO-CNY', requestId, content, work });
  const quick = (): Promise<JobResult> => Promise.resolve(RESULT);
  /** Work that lasts until it is let go, or cancelled. */
  const lasting = (): { work: (watch: JobWatch) => Promise<JobResult>; end: () => void } => {
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    const work = async (watch: JobWatch): Promise<JobResult> => {
      watch.expect(2);
      watch.done(1);
      while (!watch.isCancelled) {
        const isOver = await Promise.race([over.then(() => true), new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 1))]);
        if (isOver) break;
      }
      if (!watch.isCancelled) watch.done(1);
      return RESULT;
    };
    return { work, end };
  };
  const codeOf = (act: () => unknown): string => {
    try {
      act();
      return 'none';
    } catch (error) {
      return (error as Fault).code;
    }
  };
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

  it('are refused beyond two of a company and eight in all, until one ends', async () => {
    const first = lasting();
    begin(MAKER, first.work);
    begin(CHECKER, lasting().work);
    expect(codeOf(() => begin(MAKER, quick))).to.equal('TOO_MANY_REQUESTS');
    for (const company of ['A', 'B', 'C']) for (const name of ['one', 'two']) begin(sessionOf(name, company), lasting().work);
    expect(codeOf(() => begin(sessionOf('one', 'D'), quick))).to.equal('TOO_MANY_REQUESTS');
    first.end();
    await settled();
    expect(begin(MAKER, quick).state).to.equal('RUNNING');
    await jobs.close();
  });

  it('are nobody’s but their owner’s', () => {
    const { job } = begin(MAKER, quick);
    expect(jobs.of(MAKER, job).job).to.equal(job);
    expect(codeOf(() => jobs.of(CHECKER, job))).to.equal('NOT_FOUND');
    expect(jobs.all(CHECKER)).to.deep.equal([]);
  });

  it('are begun once for a request id, and refused for it with other content; another person’s same id is another one', () => {
    const first = begin(MAKER, quick, 'REQ-1', { a: 1 });
    expect(begin(MAKER, quick, 'REQ-1', { a: 1 }).job).to.equal(first.job);
    expect(codeOf(() => begin(MAKER, quick, 'REQ-1', { a: 2 }))).to.equal('REQUEST_REPLAYED_DIFFERENT');
    expect(begin(CHECKER, quick, 'REQ-1', { a: 1 }).job).not.to.equal(first.job);
  });

  it('end as cancelled when something is left to do, and as done when nothing is', async () => {
    const { job } = begin(MAKER, lasting().work);
    expect(await jobs.cancel(MAKER, job)).to.include({ state: 'CANCELLED', done: 1, of: 2 });
    const whole = begin(MAKER, quick);
    expect((await jobs.cancel(MAKER, whole.job)).state).to.equal('DONE');
  });

  it('say why they failed; a bug is told to the operator alone', async () => {
    const refused = begin(MAKER, () => Promise.reject(new Fault('NOT_AUTHORISED', { need: 'checker' })));
    const broken = begin(MAKER, () => Promise.reject(new Error('secret of the machine')));
    await settled();
    expect(jobs.of(MAKER, refused.job)).to.include({ state: 'FAILED', result: null });
    expect(jobs.of(MAKER, refused.job).problem).to.deep.include({ code: 'NOT_AUTHORISED', details: { need: 'checker' } });
    expect(JSON.stringify(jobs.of(MAKER, broken.job))).not.to.include('secret');
    expect(alarms).to.have.length(1);
  });

  it('are forgotten an hour after their end, and beyond twenty of a company', async () => {
    for (let count = 0; count < 25; count += 1) {
      begin(MAKER, quick);
      await settled();
    }
    expect(jobs.all(MAKER)).to.have.length(20);
    nowMs += HOUR_MS + 1;
    expect(jobs.all(MAKER)).to.deep.equal([]);
  });
});
