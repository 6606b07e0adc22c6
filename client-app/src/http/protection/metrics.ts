import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { NotaryReport } from '../../ports/notary';
import type { Service } from '../service';
import { NOTARY_GAUGES } from './notaryGauges';
import { routeOf } from './requestLog';

const SECONDS_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const NS_PER_SECOND = 1e9;

/** What the application can be asked about itself at any moment. */
export interface Gauges extends Pick<Service, 'follower'> {
  /** Browsers that are signed in. */
  readonly browsers: () => number;
  /** Those who watch events. */
  readonly watchers: () => number;
}

/** Counts requests by their route and outcome; names nobody and no amount. */
export class Metrics {
  readonly registry = new Registry();
  readonly #alarms = new Counter({
    name: 'tierline_alarms_total',
    help: 'Bugs and what nobody else can mend.',
    registers: [this.registry],
  });
  readonly #seconds = new Histogram({
    name: 'tierline_http_request_seconds',
    help: 'Requests by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS_BUCKETS,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'tierline_' });
  }

  /** Counts an alarm. */
  alarm(): void {
    this.#alarms.inc();
  }

  /** Shows what the application can be asked. */
  show({ browsers, watchers, follower }: Gauges): void {
    this.#gauge('tierline_browsers', 'Browsers that are signed in.', browsers);
    this.#gauge('tierline_watchers', 'Those who watch events.', watchers);
    this.#gauge('tierline_ready', '1 when questions are answered from the newest blocks.', async () =>
      (await follower.state()).state === 'READY' ? 1 : 0,
    );
  }

  /** Shows how a notary is getting on. */
  showNotary(report: () => NotaryReport): void {
    for (const { name, help, value } of NOTARY_GAUGES) this.#gauge(name, help, () => value(report()));
    const counts: Gauge = new Gauge({
      name: 'tierline_notary_events',
      help: 'What the notary has done since it was started, by kind.',
      labelNames: ['kind'],
      registers: [],
      collect: () => {
        for (const [kind, count] of Object.entries(report().counts)) counts.set({ kind }, Number(count));
      },
    });
    this.registry.registerMetric(counts);
  }

  #gauge(name: string, help: string, now: () => number | Promise<number>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [],
      collect: async () => gauge.set(await now()),
    });
    this.registry.registerMetric(gauge);
  }

  /** Measures each request until its answer is sent, or broken off. */
  readonly measured: RequestHandler = (request, response, next) => {
    const begun = process.hrtime.bigint();
    response.once('close', () => {
      const labels = { route: routeOf(request), method: request.method, status: response.statusCode };
      this.#seconds.observe(labels, Number(process.hrtime.bigint() - begun) / NS_PER_SECOND);
    });
    next();
  };
}
