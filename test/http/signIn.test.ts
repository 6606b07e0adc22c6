import { expect } from 'chai';
import { Browser } from '../support/browser';
import { Served } from '../support/served';
import { watch } from '../support/watch';

const CORE = 'maker@CORE-01';
const SUPPLIER = 'maker@SUP-01';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CHECK_ALL = '/api/v1/programs/DEMO-CNY/commands/check?dryRun=true';

describe('signing in with a browser', () => {
  let served: Served;
  /** How far the server's clock is ahead. */
  let aheadMs = 0;

  before(async () => {
    served = await Served.start({ wallClock: () => Date.now() + aheadMs });
  });
  after(() => served.end());
  beforeEach(() => {
    aheadMs = 0;
  });
  afterEach('nothing of this is a bug of the server', () => expect(served.alarms).to.deep.equal([]));

  const signedIn = async (user = CORE): Promise<Browser> => {
    const browser = new Browser(served.address);
    await browser.signIn(user);
    return browser;
  };
  const codeOf = (text: string): unknown => (JSON.parse(text) as { readonly code?: string }).code;

  describe('the whole way', () => {
    it('leads to a list of people by company, and back to the page that was asked for, as the person chosen', async () => {
      const browser = new Browser(served.address);
      const list = await browser.go('/signin?returnTo=/api/v1/me');
      expect(list.text).to.include('Who are you?').and.to.include('Jiaxing Castings (SUP-02)').and.to.include('confirms title');
      expect(list.text).not.to.match(/<script|password/i);
      const page = await browser.signIn(SUPPLIER, '/api/v1/me?');
      expect(new URL(page.address).pathname).to.equal('/api/v1/me');
      expect(JSON.parse(page.text)).to.include({ user: SUPPLIER, msp: 'OperatorMSP', developmentSignIn: true });
    });

    it('speaks the first of the reader’s languages that it knows, and English where it knows none', async () => {
      const titles = await Promise.all(
        ['zh-CN,zh;q=0.9,en;q=0.5', 'fr-FR', 'fr,en;q=0.8,zh;q=0.5'].map(async (wanted) => {
          const { text } = await new Browser(served.address, { 'accept-language': wanted }).go('/signin?returnTo=/');
          return [/lang="([^"]+)"/.exec(text)?.[1], /<h1>([^<]+)/.exec(text)?.[1], text.includes('确权：承诺付款')];
        }),
      );
      expect(titles).to.deep.equal([
        ['zh-CN', '您是谁？', true],
        ['en', 'Who are you?', false],
        ['en', 'Who are you?', false],
      ]);
    });

    it('is asked with PKCE, a state and a nonce, each time others', async () => {
      const asked = async (): Promise<URLSearchParams> => {
        const { headers } = await new Browser(served.address).go('/signin', { stay: true });
        return new URL(headers.get('location') ?? '').searchParams;
      };
      const [first, second] = [await asked(), await asked()];
      expect(Object.fromEntries(first)).to.include({ response_type: 'code', code_challenge_method: 'S256', scope: 'openid' });
      for (const name of ['state', 'nonce', 'code_challenge']) {
        expect(first.get(name), name).to.have.length.of.at.least(40);
        expect(first.get(name), name).not.to.equal(second.get(name));
      }
    });

    it('is refused by the development issuer without PKCE, and to another address', async () => {
      const { headers } = await new Browser(served.address).go('/signin', { stay: true });
      const asked = new URL(headers.get('location') ?? '');
      asked.searchParams.delete('code_challenge');
      expect((await new Browser(served.address).go(asked.href, { stay: true })).headers.get('location')).to.include(
        'error=invalid_request',
      );
      asked.searchParams.set('redirect_uri', 'https://elsewhere.example/callback');
      expect((await new Browser(served.address).go(asked.href, { stay: true })).status).to.equal(400);
    });

    it('gives a cookie that no script reads and no other site sends along with a write', async () => {
      const { session } = await signedIn();
      expect(session?.value).to.match(/^[\w-]{43}$/);
      expect(session?.attributes).to.equal('Path=/; HttpOnly; SameSite=Lax');
    });

    it('begins at the one address to which the issuer sends browsers back, whatever this machine is called', async () => {
      const { port } = new URL(served.address);
      const { status, headers } = await new Browser(`http://localhost:${port}`).go('/signin?returnTo=/work', { stay: true });
      expect([status, headers.get('location')]).to.deep.equal([303, `${served.address}/signin?returnTo=%2Fwork`]);
    });

    it('says in every answer that nobody proves here who he is', async () => {
      for (const path of ['/signin', '/api/v1/me', '/api/v1/version', '/nothing', '/dev-issuer/.well-known/openid-configuration']) {
        const { headers } = await new Browser(served.address).go(path, { stay: true });
        expect(headers.get('tierline-development-sign-in'), path).to.equal('true');
      }
    });
  });

  describe('the way back', () => {
    it('leads to paths of this server alone', async () => {
      for (const returnTo of [
        'https://elsewhere.example',
        '//elsewhere.example',
        '/\\elsewhere.example',
        '\\\\elsewhere.example',
        '/\t/elsewhere.example',
        'javascript:alert(1)',
        '',
        'work',
        `/${'x'.repeat(2_000)}`,
        '/a\r\nSet-Cookie: a=b',
        '/ä',
      ]) {
        const { status, text, headers } = await new Browser(served.address).go(`/signin?returnTo=${encodeURIComponent(returnTo)}`, {
          stay: true,
        });
        expect([status, codeOf(text)], returnTo).to.deep.equal([400, 'MALFORMED']);
        expect(headers.get('location'), returnTo).to.equal(null);
      }
      expect((await new Browser(served.address).go('/signin?returnTo=/a&returnTo=/b', { stay: true })).status).to.equal(400);
      expect((await new Browser(served.address).go('/signin?returnTo=/a/b?c=d%23e', { stay: true })).status).to.equal(303);
    });

    it('is closed to an answer that this browser has not asked for', async () => {
      const browser = new Browser(served.address);
      await browser.go('/signin', { stay: true });
      const other = new Browser(served.address);
      const asked = await browser.go('/signin', { stay: true });
      const state = new URL(asked.headers.get('location') ?? '').searchParams.get('state') ?? '';
      expect((await other.go(`/signin/callback?code=x&state=${state}`)).status, 'another browser').to.equal(400);
      expect((await browser.go('/signin/callback?code=x&state=forged')).status, 'another state').to.equal(401);
      expect((await browser.go(`/signin/callback?code=x&state=${state}`)).status, 'a second time').to.equal(400);
      expect(browser.session).to.equal(null);
    });

    it('tells a person in words when it failed, and shows nothing that came in the address', async () => {
      const browser = new Browser(served.address);
      await browser.go('/signin', { stay: true });
      const { status, text } = await browser.go('/signin/callback?error=access_denied&error_description=<script>alert(1)</script>');
      expect(status).to.equal(401);
      expect(text).to.include('did not sign you in').and.to.include('href="/signin"').and.not.to.include('<script');
      const inChinese = new Browser(served.address, { 'accept-language': 'zh-CN,zh;q=0.9' });
      await inChinese.go('/signin', { stay: true });
      const refused = await inChinese.go('/signin/callback?error=access_denied');
      expect(refused.text).to.include('身份提供方未确认您的身份。').and.to.include('lang="zh"');
      expect((await inChinese.go('/signin/callback?code=x&state=y')).text).to.include('登录超时');
    });

    it('is open for ten minutes', async () => {
      const browser = new Browser(served.address);
      const asked = await browser.go('/signin', { stay: true });
      aheadMs = 11 * MINUTE_MS;
      const state = new URL(asked.headers.get('location') ?? '').searchParams.get('state') ?? '';
      expect((await browser.go(`/signin/callback?code=x&state=${state}`)).text).to.include('took too long');
    });
  });

  describe('a session', () => {
    it('is a new one at each sign-in: one that was there before, or was planted, is over or worth nothing', async () => {
      const browser = await signedIn();
      const before = browser.session?.value ?? '';
      await browser.signIn(SUPPLIER);
      expect(browser.session?.value).not.to.equal(before);
      const name =
        [...browser.cookies.values()]
          .map(({ pair }) => pair)
          .find((pair) => pair.includes('session'))
          ?.split('=')[0] ?? '';
      const with_ = async (value: string) =>
        (await fetch(`${served.address}/api/v1/me`, { headers: { cookie: `${name}=${value}` } })).status;
      expect(await with_(before)).to.equal(401);
      const planted = new Browser(served.address);
      planted.cookies.set('x', { path: '/', pair: `${name}=${'A'.repeat(43)}`, attributes: '' });
      await planted.signIn(CORE);
      expect(await with_('A'.repeat(43)), 'the planted id').to.equal(401);
    });

    it('cannot be guessed', async () => {
      const browser = await signedIn();
      const value = browser.session?.value ?? '';
      for (const guess of ['', 'x', '__proto__', value.slice(0, -1), `${value}A`, value.toLowerCase()]) {
        const headers = { cookie: `tierline-session-${new URL(served.address).port}=${guess}` };
        expect((await served.send('GET', '/api/v1/me', { headers })).status, guess).to.equal(401);
      }
    });

    it('ends when it is not used for half an hour, and after ten hours in any case', async () => {
      const idle = await signedIn();
      aheadMs = 29 * MINUTE_MS;
      expect((await idle.go('/api/v1/me')).status).to.equal(200);
      aheadMs = 58 * MINUTE_MS;
      expect((await idle.go('/api/v1/me')).status, 'used after 29 minutes').to.equal(200);
      aheadMs = 89 * MINUTE_MS;
      expect((await idle.go('/api/v1/me')).status, 'not used for 31 minutes').to.equal(401);
      aheadMs = 0;
      const busy = await signedIn();
      for (let passed = 0; passed < 10 * HOUR_MS; passed += 20 * MINUTE_MS) {
        aheadMs = passed;
        expect((await busy.go('/api/v1/me')).status).to.equal(200);
      }
      aheadMs = 10 * HOUR_MS;
      expect((await busy.go('/api/v1/me')).status, 'after ten hours').to.equal(401);
    });

    it('that has ended is told as a problem, and after signing in again the same request is done', async () => {
      const browser = await signedIn();
      expect((await browser.write(CHECK_ALL)).status).to.equal(200);
      const csrf = String((await browser.me())['csrf']);
      aheadMs = 2 * HOUR_MS;
      const late = await browser.go(CHECK_ALL, { method: 'POST', body: {}, headers: { 'tierline-csrf': csrf } });
      expect([late.status, codeOf(late.text)]).to.deep.equal([401, 'NOT_SIGNED_IN']);
      expect(late.headers.get('content-type')).to.match(/^application\/problem\+json/);
      aheadMs = 0;
      await browser.signIn(CORE);
      expect((await browser.write(CHECK_ALL)).status).to.equal(200);
    });

    it('is one of at most twenty of a person: the one unused for longest ends', async () => {
      const browsers: Browser[] = [];
      for (let count = 0; count < 20; count += 1) browsers.push(await signedIn('maker@SUP-02'));
      const [first, second] = browsers;
      expect((await first?.go('/api/v1/me'))?.status).to.equal(200);
      await signedIn('maker@SUP-02');
      expect((await first?.go('/api/v1/me'))?.status).to.equal(200);
      expect((await second?.go('/api/v1/me'))?.status).to.equal(401);
    });
  });

  describe('a write', () => {
    it('is done with what the page was given for it', async () => {
      const browser = await signedIn();
      const { status, text } = await browser.write(CHECK_ALL);
      expect(status).to.equal(200);
      expect(JSON.parse(text)).to.include({ dryRun: true, ok: true });
    });

    it('is refused without it, with that of another session, and when a form sends it', async () => {
      const [browser, other] = [await signedIn(), await signedIn('checker@CORE-01')];
      const foreign = String((await other.me())['csrf']);
      const headers: readonly Record<string, string>[] = [
        {},
        { 'tierline-csrf': '' },
        { 'tierline-csrf': 'null' },
        { 'tierline-csrf': foreign },
      ];
      for (const each of headers) {
        const { status, text } = await browser.go(CHECK_ALL, { method: 'POST', body: {}, headers: each });
        expect([status, codeOf(text)], JSON.stringify(each)).to.deep.equal([403, 'NOT_AUTHORISED']);
      }
      const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://elsewhere.example' };
      expect((await browser.go(CHECK_ALL, { method: 'POST', headers: form })).status).to.equal(403);
    });

    it('needs none of it with a token, which no browser sends by itself', async () => {
      expect((await served.send('POST', CHECK_ALL, { as: CORE, body: {} })).status).to.equal(200);
    });

    it('is not helped by a cookie when a token is wrong', async () => {
      const browser = await signedIn();
      expect((await browser.go('/api/v1/me', { headers: { authorization: 'Bearer x' } })).status).to.equal(401);
    });
  });

  describe('signing out', () => {
    it('ends the session on the server, takes the cookie away, and is refused to pages elsewhere', async () => {
      const browser = await signedIn();
      const { value = '' } = browser.session ?? {};
      expect((await browser.go('/signout', { method: 'POST' })).status).to.equal(403);
      const out = await browser.write('/signout');
      expect(JSON.parse(out.text)).to.deep.equal({ signedOut: true, issuer: null });
      expect(browser.session).to.equal(null);
      const headers = { cookie: `tierline-session-${new URL(served.address).port}=${value}` };
      expect((await served.send('GET', '/api/v1/me', { headers })).status).to.equal(401);
    });

    it('ends what that browser watches', async () => {
      const browser = await signedIn();
      const headers = { cookie: `tierline-session-${new URL(served.address).port}=${browser.session?.value ?? ''}` };
      const watching = await watch(`${served.address}/api/v1/events`, headers);
      await browser.write('/signout');
      const changed = { company: 'SUP-04', status: 'SUSPENDED' };
      await served.post('/transactions/company/setStatus', { as: 'maker@OPERATOR-01', body: changed });
      expect(await watching.until(({ ids }) => ids.includes('SUP-04'))).to.equal(null);
      watching.end();
    });
  });

  describe('the development issuer', () => {
    it('gives a token to an enrolled person with the known secret alone', async () => {
      const asked = (user: string, secret: string, more: Readonly<Record<string, string>> = {}): Promise<Response> =>
        fetch(`${served.address}/dev-issuer/token`, {
          method: 'POST',
          headers: { authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`, ...more },
          body: new URLSearchParams({ grant_type: 'client_credentials' }),
        });
      expect((await asked(CORE, 'demo')).status).to.equal(200);
      for (const [user, secret] of [
        [CORE, 'wrong'],
        ['maker@NOBODY-01', 'demo'],
        ['tierline-page', 'demo'],
        ['__proto__', 'demo'],
      ] as const) {
        expect((await asked(user, secret)).status, user).to.equal(401);
      }
      expect((await asked(CORE, 'demo', { origin: 'https://elsewhere.example' })).status, 'a page elsewhere').to.equal(403);
    });

    it('lets nobody be whom he did not choose in this browser', async () => {
      const browser = new Browser(served.address);
      const list = await browser.go('/signin');
      const link = /href="([^"]*\/maker%40CORE-01)"/.exec(list.text)?.[1] ?? '';
      expect((await new Browser(served.address).go(link)).status).to.equal(400);
      expect((await browser.go(link.replace('maker%40CORE-01', 'maker%40NOBODY-01'))).status).to.equal(404);
    });

    it('keeps its keys for as long as it lives: a token of a start before opens nothing', async () => {
      const { authorization } = await served.bearer(CORE);
      await served.again();
      expect((await served.send('GET', '/api/v1/me', { headers: { authorization } })).status).to.equal(401);
      expect((await served.get('/me', CORE)).status).to.equal(200);
    });
  });
});
