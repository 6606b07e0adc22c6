import { expect } from 'chai';
import { Browser, type Page } from '../support/browser';
import { Served } from '../support/served';
import { CLIENT, LOGOUT, TestIssuer, type AnswerToCode } from '../support/testIssuer';
import { watch } from '../support/watch';

const CORE = 'maker@CORE-01';
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** How far the server's clock is ahead. */
let aheadMs = 0;
const wallClock = (): number => Date.now() + aheadMs;
const codeOf = ({ text }: Page): unknown => (JSON.parse(text) as { readonly code?: string }).code;
const asked = async (browser: Browser): Promise<readonly [number, unknown]> => {
  const page = await browser.go('/api/v1/me');
  return [page.status, codeOf(page)];
};

beforeEach(() => {
  aheadMs = 0;
});

describe('the issuer is asked again whether it stands by who has signed in', () => {
  let issuer: TestIssuer;
  let served: Served;
  /** What the issuer was sent to renew a sign-in. */
  const renewals: URLSearchParams[] = [];
  const named: AnswerToCode = async () => ({ access_token: 'x', token_type: 'Bearer', refresh_token: `r-${renewals.length}` });
  let renewed: AnswerToCode = named;

  before(async function () {
    this.timeout(60_000);
    issuer = await TestIssuer.start();
    issuer.revokes = true;
    const { id: clientId, audience, claim: personClaim } = CLIENT;
    served = await Served.start({
      signIn: {
        kind: 'issuer',
        issuer: issuer.address,
        clientId,
        clientSecret: 'a secret',
        audience,
        personClaim,
        scope: 'openid offline_access',
      },
      wallClock,
    });
  });
  after(async () => {
    await served.end();
    issuer.end();
  });
  beforeEach(() => {
    renewals.splice(0);
    renewed = named;
    issuer.isAway = false;
  });
  afterEach('nothing of this is a bug of the server', () => expect(served.alarms).to.deep.equal([]));

  /** A browser that has signed in. @param claims of its id token, besides the usual ones */
  const signedIn = async (claims: Readonly<Record<string, unknown>> = {}, renewal: string | undefined = 'r-0'): Promise<Browser> => {
    const browser = new Browser(served.address);
    const { headers } = await browser.go('/signin?returnTo=/work', { stay: true });
    const { searchParams } = new URL(headers.get('location') ?? '');
    expect(searchParams.get('scope')).to.equal('openid offline_access');
    issuer.answerToCode = async (parameters) => {
      if (parameters.get('grant_type') === 'refresh_token') {
        renewals.push(parameters);
        return renewed(parameters);
      }
      const idToken = await issuer.idToken(searchParams.get('nonce') ?? '', { sid: 's-1', ...claims });
      return { access_token: 'x', token_type: 'Bearer', id_token: idToken, ...(renewal === '' ? {} : { refresh_token: renewal }) };
    };
    const query = new URLSearchParams({ code: 'c-1', state: searchParams.get('state') ?? '', iss: issuer.address });
    expect((await browser.go(`/signin/callback?${query.toString()}`, { stay: true })).status).to.equal(303);
    return browser;
  };

  it('ends the session of a person whom it refuses, within five minutes', async () => {
    const browser = await signedIn();
    renewed = () => Promise.resolve({ error: 'invalid_grant' });
    aheadMs = 4 * MINUTE_MS;
    expect((await browser.go('/api/v1/me')).status, 'not asked yet').to.equal(200);
    aheadMs = 5 * MINUTE_MS;
    expect(await asked(browser)).to.deep.equal([401, 'NOT_SIGNED_IN']);
    renewed = named;
    expect(await asked(browser), 'for good').to.deep.equal([401, 'NOT_SIGNED_IN']);
    expect(renewals).to.have.length(1);
  });

  it('is told to end what it gave for that when somebody signs out: the newest', async () => {
    const browser = await signedIn();
    aheadMs = 5 * MINUTE_MS;
    expect((await browser.go('/api/v1/me')).status).to.equal(200);
    issuer.revoked.splice(0);
    expect((await browser.write('/signout')).status).to.equal(200);
    expect(issuer.revoked.map((each) => Object.fromEntries(each))).to.deep.equal([{ token: 'r-1', token_type_hint: 'refresh_token' }]);
    const another = await signedIn({}, '');
    expect((await another.write('/signout')).status, 'of whom it gave nothing for that').to.equal(200);
    expect(issuer.revoked).to.have.length(1);
  });

  it('keeps nobody signed in while it is away: who signs out is out', async () => {
    const browser = await signedIn();
    const { csrf } = await browser.me();
    const [{ pair } = { pair: '' }] = [...browser.cookies.values()].filter((each) => each.pair.includes('tierline-session'));
    aheadMs = 21 * MINUTE_MS;
    issuer.isAway = true;
    expect(await asked(browser)).to.deep.equal([503, 'UNAVAILABLE']);
    expect((await browser.go('/api/openapi.json')).status, 'what needs nobody’s name').to.equal(200);
    expect((await browser.go('/signout', { method: 'POST', headers: { 'tierline-csrf': 'another' } })).status).to.equal(403);
    expect((await browser.go('/signout', { method: 'POST', headers: { 'tierline-csrf': String(csrf) } })).status).to.equal(200);
    issuer.isAway = false;
    aheadMs = 0;
    expect((await served.send('GET', '/api/v1/me', { headers: { cookie: pair } })).status).to.equal(401);
  });

  it('ends the session when it names another person, or another subject', async () => {
    for (const claims of [{ sub: 'u-2' }, { [CLIENT.claim]: 'checker@CORE-01' }]) {
      const browser = await signedIn();
      renewed = async () => ({
        access_token: 'x',
        token_type: 'Bearer',
        id_token: await issuer.idToken('', { nonce: undefined, ...claims }),
      });
      aheadMs = 5 * MINUTE_MS;
      expect(await asked(browser), JSON.stringify(claims)).to.deep.equal([401, 'NOT_SIGNED_IN']);
      aheadMs = 0;
    }
  });

  it('is asked once in five minutes, however many requests come, each time by what it gave the last time', async () => {
    const browser = await signedIn();
    aheadMs = 5 * MINUTE_MS;
    const pages = await Promise.all(Array.from({ length: 10 }, () => browser.go('/api/v1/me')));
    expect(pages.map(({ status }) => status)).to.deep.equal(Array.from({ length: 10 }, () => 200));
    aheadMs = 9 * MINUTE_MS;
    expect((await browser.go('/api/v1/me')).status).to.equal(200);
    aheadMs = 11 * MINUTE_MS;
    expect((await browser.go('/api/v1/me')).status).to.equal(200);
    expect(renewals.map((each) => [each.get('grant_type'), each.get('refresh_token')])).to.deep.equal([
      ['refresh_token', 'r-0'],
      ['refresh_token', 'r-1'],
    ]);
  });

  it('may be away for a quarter of an hour: nobody is signed out, and nobody goes on for longer', async () => {
    const browser = await signedIn();
    issuer.isAway = true;
    for (const minutes of [5, 10, 15, 19]) {
      aheadMs = minutes * MINUTE_MS;
      expect((await browser.go('/api/v1/me')).status, `${minutes} minutes`).to.equal(200);
    }
    const before = issuer.asked.length;
    aheadMs += 20 * SECOND_MS;
    await browser.go('/api/v1/me');
    expect(issuer.asked.length, 'not asked again at once').to.equal(before);
    aheadMs = 21 * MINUTE_MS;
    expect(await asked(browser)).to.deep.equal([503, 'UNAVAILABLE']);
    issuer.isAway = false;
    aheadMs = 22 * MINUTE_MS;
    expect((await browser.go('/api/v1/me')).status, 'when it is back').to.equal(200);
  });

  it('is not taken to refuse a person when it is busy, or refuses the application', async () => {
    for (const error of ['temporarily_unavailable', 'invalid_client']) {
      const browser = await signedIn();
      renewed = () => Promise.resolve({ error });
      aheadMs = 6 * MINUTE_MS;
      expect((await browser.go('/api/v1/me')).status, error).to.equal(200);
      aheadMs = 0;
    }
  });

  it('leaves who watches and asks for nothing else', async function () {
    this.timeout(30_000);
    const browser = await signedIn();
    const headers = { cookie: `tierline-session-${new URL(served.address).port}=${browser.session?.value ?? ''}` };
    const watching = await watch(`${served.address}/api/v1/events`, headers);
    const token = await issuer.sign({ [CLIENT.claim]: 'maker@OPERATOR-01', exp: Math.floor(Date.now() / 1000) + 3_600 });
    const suspend = async (company: string): Promise<void> => {
      const asking = { headers: { authorization: `Bearer ${token}` }, body: { company, status: 'SUSPENDED' } };
      expect((await served.post('/transactions/company/setStatus', asking)).status).to.equal(200);
    };
    await suspend('SUP-02');
    expect(await watching.until(({ ids }) => ids.includes('SUP-02'))).not.to.equal(null);
    renewed = () => Promise.resolve({ error: 'invalid_grant' });
    aheadMs = 6 * MINUTE_MS;
    await suspend('SUP-03');
    while (renewals.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await suspend('SUP-04');
    expect(await watching.until(({ ids }) => ids.includes('SUP-04'))).to.equal(null);
    watching.end();
  });

  it('and when it gave nothing to ask again by, the session lasts an hour', async () => {
    const browser = await signedIn({}, '');
    for (const minutes of [20, 40, 59]) {
      aheadMs = minutes * MINUTE_MS;
      expect((await browser.go('/api/v1/me')).status, `${minutes} minutes`).to.equal(200);
    }
    aheadMs = 60 * MINUTE_MS;
    expect(await asked(browser)).to.deep.equal([401, 'NOT_SIGNED_IN']);
    expect(renewals).to.deep.equal([]);
  });

  describe('and tells by itself whom it has signed out', () => {
    const tell = async (token: string): Promise<readonly [number, unknown]> => {
      const body = new URLSearchParams({ logout_token: token });
      const response = await fetch(`${served.address}/signin/backchannel`, { method: 'POST', body });
      expect(response.headers.get('cache-control')).to.equal('no-store');
      const text = await response.text();
      return [response.status, text === '' ? null : codeOf({ text } as Page)];
    };

    const bad: Readonly<Record<string, () => Promise<string>>> = {
      'that is an id token': () => issuer.idToken('n', { sid: 's-1' }),
      'that is an access token': () => issuer.sign({ sid: 's-1' }),
      'of the type of an access token': () => issuer.logoutToken({}, { typ: 'at+jwt' }),
      'for another client': () => issuer.logoutToken({ aud: 'another' }),
      'of another issuer': () => issuer.logoutToken({ iss: 'https://elsewhere.example' }),
      'with a nonce': () => issuer.logoutToken({ nonce: 'n' }),
      'without an event': () => issuer.logoutToken({ events: undefined }),
      'of another event': () => issuer.logoutToken({ events: { 'urn:other': {} } }),
      'whose event is no object': () => issuer.logoutToken({ events: { [LOGOUT]: true } }),
      'without an id': () => issuer.logoutToken({ jti: undefined }),
      'that names nobody': () => issuer.logoutToken({ sub: undefined, sid: undefined }),
      'that is old': () => issuer.logoutToken({ iat: Math.floor(Date.now() / 1000) - 700 }),
      'that has ended': () => issuer.logoutToken({ exp: 1 }),
      'without a signature': async () => {
        const [, payload = ''] = (await issuer.logoutToken()).split('.');
        return `${Buffer.from(JSON.stringify({ alg: 'none', typ: 'logout+jwt' })).toString('base64url')}.${payload}.`;
      },
      'with the signature of another key': async () => {
        const { privateKey, publicKey } = issuer.keys('PS256');
        return issuer.sign(
          { aud: CLIENT.id, jti: 'j', sid: 's-1', events: { [LOGOUT]: {} } },
          { typ: 'logout+jwt', alg: 'PS256' },
          { privateKey, publicKey },
        );
      },
      'that is none': () => Promise.resolve('x'),
    };
    it('is not believed for a token that does not prove it', async () => {
      const browser = await signedIn();
      for (const [what, make] of Object.entries(bad)) expect(await tell(await make()), what).to.deep.equal([400, 'MALFORMED']);
      expect((await fetch(`${served.address}/signin/backchannel`, { method: 'POST' })).status, 'no token').to.equal(400);
      expect((await browser.go('/api/v1/me')).status).to.equal(200);
    });

    it('ends the session that is named, and no other', async () => {
      const [one, other] = [await signedIn(), await signedIn({ sid: 's-2' })];
      expect(await tell(await issuer.logoutToken())).to.deep.equal([200, null]);
      expect(await asked(one)).to.deep.equal([401, 'NOT_SIGNED_IN']);
      expect((await other.go('/api/v1/me')).status).to.equal(200);
      expect(await tell(await issuer.logoutToken({ sub: undefined, sid: 's-2' }))).to.deep.equal([200, null]);
      expect(await asked(other)).to.deep.equal([401, 'NOT_SIGNED_IN']);
    });

    it('ends every session of the person who is named, and nobody else’s', async () => {
      const own = [await signedIn(), await signedIn({ sid: 's-2' }), await signedIn({ sid: undefined })];
      const other = await signedIn({ sub: 'u-2' });
      expect(await tell(await issuer.logoutToken({ sid: undefined }, { typ: 'JWT' }))).to.deep.equal([200, null]);
      for (const browser of own) expect(await asked(browser)).to.deep.equal([401, 'NOT_SIGNED_IN']);
      expect((await other.go('/api/v1/me')).status).to.equal(200);
    });
  });
});

describe('a person whom the development issuer disables', () => {
  let served: Served;

  before(async function () {
    this.timeout(60_000);
    served = await Served.start({ wallClock });
  });
  after(() => served.end());

  const disable = async (user: string, method: string, more: Readonly<Record<string, string>> = {}): Promise<number> =>
    (await fetch(`${served.address}/dev-issuer/disabled/${user}`, { method, headers: more })).status;

  it('is signed out within five minutes, signs in no more, and does again when he is let in', async () => {
    const browser = new Browser(served.address);
    await browser.signIn(CORE);
    aheadMs = 6 * MINUTE_MS;
    expect((await browser.go('/api/v1/me')).status).to.equal(200);
    expect(await disable(CORE, 'PUT')).to.equal(204);
    expect((await browser.go('/api/v1/me')).status, 'not asked yet').to.equal(200);
    aheadMs = 12 * MINUTE_MS;
    expect(await asked(browser)).to.deep.equal([401, 'NOT_SIGNED_IN']);
    aheadMs = 0;
    expect((await browser.signIn(CORE)).status, 'signing in').to.equal(404);
    expect(await served.bearer(CORE).catch(() => null), 'a token for his command line').to.equal(null);
    expect(await disable(CORE, 'DELETE')).to.equal(204);
    expect(JSON.parse((await browser.signIn(CORE)).text)).to.include({ user: CORE });
    expect(served.alarms).to.deep.equal([]);
  });

  it('is one who is enrolled, and no page elsewhere asks for it', async () => {
    expect(await disable('maker@NOBODY-01', 'PUT')).to.equal(404);
    expect(await disable(CORE, 'PUT', { origin: 'https://elsewhere.example' })).to.equal(403);
    expect(await disable(CORE, 'POST')).to.be.within(400, 499);
  });
});
