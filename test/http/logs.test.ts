import { request } from 'node:http';
import { expect } from 'chai';
import { Browser } from '../support/browser';
import { Served } from '../support/served';

const CORE = 'maker@CORE-01';
const SUPPLIER = 'maker@SUP-01';
const PROGRAM = '/programs/DEMO-CNY';
type Line = Readonly<Record<string, unknown>>;

describe('what the server tells of itself', () => {
  let served: Served;
  const log: string[] = [];
  const lines = (): readonly Line[] => log.map((line) => JSON.parse(line) as Line);

  before(async () => {
    served = await Served.start({ log: { level: 'info', write: (line) => void log.push(line) }, metricsPort: 0 });
  });
  after(() => served.end());
  beforeEach(() => log.splice(0));

  /** Sends a request as no client library would. */
  const raw = (path: string, headers: Readonly<Record<string, string>>): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = request(`${served.address}${path}`, { headers }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      });
      sent.on('error', reject);
      sent.end();
    });

  it('is a line for each request, with the id that the answer has', async () => {
    const { headers } = await served.get(`${PROGRAM}/receivables?limit=1`, CORE);
    const line = lines().find(({ request: id }) => id === headers.get('tierline-request-id'));
    expect(line).to.include({ level: 'info', method: 'GET', route: '/programs/:program/receivables', status: 200, user: CORE, code: null });
    expect(line?.['ms']).to.be.a('number');
    expect(line?.['time']).to.match(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('names what was refused by its code', async () => {
    await served.get(`${PROGRAM}/receivables/SEED-9999-01/tree`, CORE);
    await served.get('/me');
    expect(lines().map(({ code, user }) => [code, user])).to.deep.include.members([
      ['NOT_FOUND', CORE],
      ['NOT_SIGNED_IN', null],
    ]);
  });

  it('holds no secret, no amount and nothing that was sent, whatever comes of it', async () => {
    const canaries = {
      query: 'CANARY-QUERY',
      body: 'CANARY-BODY',
      header: 'CANARY-HEADER',
      path: 'CANARY-PATH',
      cookie: 'CANARY-COOKIE',
      token: 'CANARY-TOKEN',
      amount: '7312500',
    };
    const { authorization } = await served.bearer(CORE);
    const browser = new Browser(served.address);
    await browser.signIn(SUPPLIER);
    await served.get(`${PROGRAM}/tokens/SEED-0001-01:0-${canaries.amount}/tree`, CORE);
    await served.get(`${PROGRAM}/receivables?document=${canaries.query}&minMinor=${canaries.amount}`, CORE);
    await served.get(`/search?q=${canaries.query}`, CORE);
    await served.get(`/${canaries.path}`, CORE);
    await served.get(`${PROGRAM}/receivables?${canaries.query}=1`, CORE);
    await served.post(`${PROGRAM}/commands/pay`, { as: SUPPLIER, body: { payee: canaries.body, amountMinor: canaries.amount } });
    await served.post(`${PROGRAM}/commands/pay`, { as: SUPPLIER, body: `{"${canaries.body}` });
    await raw('/api/v1/me', {
      authorization: `Bearer ${canaries.token}.x.y`,
      cookie: `tierline-session=${canaries.cookie}`,
      'x-secret': canaries.header,
      'tierline-request-id': canaries.header,
      'user-agent': canaries.header,
    });
    await raw(`/signin/callback?code=${canaries.token}&state=${canaries.query}`, {});
    await raw(`/signin?returnTo=/${canaries.path}`, {});
    const all = log.join('');
    for (const [what, canary] of Object.entries(canaries)) expect(all, what).not.to.include(canary);
    const [, token = ''] = authorization.split(' ');
    for (const secret of [token, token.slice(-40), browser.session?.value ?? 'none', 'demo']) expect(all).not.to.include(secret);
    expect(log.length).to.be.greaterThan(10);
  });

  it('is one line for one request, whatever it is made of', async () => {
    const forged = '\\r\\n{"level":"error","alarm":"forged"}';
    await raw(`/api/v1/%0d%0a%7B%22level%22:%22error%22%7D`, { 'user-agent': forged });
    await raw('/api/v1/search?q=%0d%0aforged%1b[2J', { 'x-forwarded-for': '127.0.0.1%0aforged' });
    for (const line of log) {
      expect(line.endsWith('\n') && line.indexOf('\n') === line.length - 1, line).to.equal(true);
      expect(line).not.to.include('forged').and.not.to.include('\u001b');
    }
    expect(lines()).to.have.length(2);
  });

  it('shows nobody who asks where in the code something failed', async () => {
    const paths = [
      '/%',
      '/api/v1/%ff',
      '/api/v1/programs/%00/worklist',
      '/api/v1/../../etc/passwd',
      '/api/v1/history/__proto__/x',
      '/dev-issuer/%',
      '/signin?a[b]=c',
    ];
    for (const path of paths) {
      const { text } = await new Browser(served.address).go(path, { stay: true });
      expect(text, path).not.to.match(/at .*\.(js|ts):\d+|node_modules|\/dist\/|Error:/);
    }
    expect(served.alarms).to.deep.equal([]);
  });

  it('has figures and health on a port of its own, without names, ids or amounts', async () => {
    await served.get(`${PROGRAM}/receivables?limit=1`, CORE);
    await served.get(`${PROGRAM}/tokens/SEED-0001-01:0-7312500/tree`, CORE);
    const metrics = await (await fetch(`${served.operatorAddress}/metrics`)).text();
    expect(metrics).to.match(
      /^tierline_http_request_seconds_count\{route="\/programs\/:program\/receivables",method="GET",status="200"\} \d+$/m,
    );
    expect(metrics)
      .to.match(/^tierline_ready 1$/m)
      .and.to.match(/^tierline_alarms_total 0$/m)
      .and.to.match(/^tierline_process_cpu_seconds_total /m);
    expect(metrics).not.to.match(/CORE-01|SEED|7312500|DEMO-CNY/);
    for (const path of ['/health/live', '/health/ready']) expect((await fetch(`${served.operatorAddress}${path}`)).status).to.equal(200);
    expect((await fetch(`${served.operatorAddress}/api/v1/me`)).status).to.equal(404);
    expect((await served.send('GET', '/metrics', { as: CORE })).status, 'on the port of users').to.equal(404);
  });

  it('lets a browser run, load and frame nothing but its own', async () => {
    for (const path of ['/api/v1/me', '/api/v1/version', '/dev-issuer/people/x', '/signin/callback']) {
      const { headers } = await new Browser(served.address).go(path, { stay: true });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy, path).to.include("script-src 'self';").and.to.include("frame-ancestors 'none'").and.to.include("default-src 'self'");
      expect(policy, path).not.to.match(/script-src[^;]*unsafe|\*/);
      expect(headers.get('x-content-type-options'), path).to.equal('nosniff');
      expect(headers.get('referrer-policy'), path).to.equal('no-referrer');
      expect(headers.get('x-powered-by'), path).to.equal(null);
      expect(headers.get('access-control-allow-origin'), path).to.equal(null);
    }
  });
});
