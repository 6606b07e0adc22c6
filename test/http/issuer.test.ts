import { createHash, createHmac } from 'node:crypto';
import { expect } from 'chai';
import { exportSPKI } from 'jose';
import { Browser, type Page } from '../support/browser';
import { Served } from '../support/served';
import { CLIENT, TestIssuer } from '../support/testIssuer';

const PUBLIC_URL = 'https://tierline.example';

describe('signing in with an issuer elsewhere', () => {
  let issuer: TestIssuer;
  let served: Served;

  before(async () => {
    issuer = await TestIssuer.start();
    const { id: clientId, audience, claim: personClaim } = CLIENT;
    served = await Served.start({
      signIn: { kind: 'issuer', issuer: issuer.address, clientId, clientSecret: 'a secret', audience, personClaim, scope: 'openid' },
      publicUrl: PUBLIC_URL,
    });
  });
  after(async () => {
    await served.end();
    issuer.end();
  });
  afterEach('nothing of this is a bug of the server', () => expect(served.alarms).to.deep.equal([]));

  /** What the browser is sent to the issuer with. */
  const begun = async (browser: Browser): Promise<URLSearchParams> => {
    const { headers } = await browser.go('/signin?returnTo=/work', { stay: true });
    return new URL(headers.get('location') ?? '').searchParams;
  };
  const back = (browser: Browser, asked: URLSearchParams, more: Readonly<Record<string, string>> = {}): Promise<Page> => {
    const query = new URLSearchParams({ code: 'c-1', state: asked.get('state') ?? '', iss: issuer.address, ...more });
    return browser.go(`/signin/callback?${query.toString()}`, { stay: true });
  };
  const answering = (idToken: (nonce: string) => Promise<string>, nonce: string): void => {
    issuer.answerToCode = async () => ({ access_token: 'x', token_type: 'Bearer', id_token: await idToken(nonce) });
  };

  it('sends the browser there with our public address, and redeems the code with our secret and PKCE', async () => {
    const browser = new Browser(served.address, { host: 'tierline.example' });
    const asked = await begun(browser);
    expect(Object.fromEntries(asked)).to.include({ client_id: CLIENT.id, redirect_uri: `${PUBLIC_URL}/signin/callback` });
    expect(asked.has('prompt')).to.equal(false);
    let sent = new URLSearchParams();
    issuer.answerToCode = async (parameters) => {
      sent = parameters;
      return { access_token: 'x', token_type: 'Bearer', id_token: await issuer.idToken(asked.get('nonce') ?? '') };
    };
    const { status, headers } = await back(browser, asked);
    expect([status, headers.get('location')]).to.deep.equal([303, '/work']);
    expect(Object.fromEntries(sent)).to.include({
      grant_type: 'authorization_code',
      code: 'c-1',
      redirect_uri: `${PUBLIC_URL}/signin/callback`,
    });
    const challenge = createHash('sha256')
      .update(sent.get('code_verifier') ?? '')
      .digest('base64url');
    expect(challenge).to.equal(asked.get('code_challenge'));
    expect(await browser.me()).to.include({ user: 'maker@CORE-01', developmentSignIn: false });
    expect(headers.get('tierline-development-sign-in')).to.equal(null);
    expect(headers.get('strict-transport-security')).to.match(/^max-age=\d+$/);
  });

  it('gives a cookie that goes over https alone, and to this host alone', async () => {
    const browser = new Browser(served.address, { host: 'tierline.example' });
    const asked = await begun(browser);
    answering((nonce) => issuer.idToken(nonce), asked.get('nonce') ?? '');
    const { headers } = await back(browser, asked);
    const cookie = headers.getSetCookie().find((each) => each.includes('session')) ?? '';
    expect(cookie).to.match(/^__Host-tierline-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  it('tells where the issuer’s own session is ended', async () => {
    const browser = new Browser(served.address, { host: 'tierline.example' });
    const asked = await begun(browser);
    answering((nonce) => issuer.idToken(nonce), asked.get('nonce') ?? '');
    await back(browser, asked);
    const { issuer: at } = JSON.parse((await browser.write('/signout')).text) as { readonly issuer: string };
    expect(at)
      .to.include(`${issuer.address}/logout`)
      .and.to.include(encodeURIComponent(`${PUBLIC_URL}/`));
    expect(issuer.asked, 'it does not say that it revokes tokens').to.not.include('/revoke');
  });

  const bad: Readonly<Record<string, (nonce: string) => Promise<string>>> = {
    'with another nonce': () => issuer.idToken('another'),
    'without a nonce': () => issuer.idToken('', { nonce: undefined }),
    'for another client': (nonce) => issuer.idToken(nonce, { aud: 'another' }),
    'of another issuer': (nonce) => issuer.idToken(nonce, { iss: 'https://elsewhere.example' }),
    'that has expired': (nonce) => issuer.idToken(nonce, { exp: 1 }),
    'without a signature': (nonce) => {
      const parts = [
        { alg: 'none' },
        { iss: issuer.address, aud: CLIENT.id, sub: 'x', nonce, exp: 9_999_999_999, iat: 1, [CLIENT.claim]: 'maker@CORE-01' },
      ];
      return Promise.resolve(`${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`);
    },
    'signed with the public key as a shared secret': async (nonce) => {
      const [, payload = ''] = (await issuer.idToken(nonce)).split('.');
      const head = `${Buffer.from(JSON.stringify({ alg: 'HS256', kid: 'RS256' })).toString('base64url')}.${payload}`;
      return `${head}.${createHmac('sha256', await exportSPKI(issuer.keys().publicKey))
        .update(head)
        .digest('base64url')}`;
    },
    'signed with our own secret': async (nonce) => {
      const [, payload = ''] = (await issuer.idToken(nonce)).split('.');
      const head = `${Buffer.from(JSON.stringify({ alg: 'HS256' })).toString('base64url')}.${payload}`;
      return `${head}.${createHmac('sha256', 'a secret').update(head).digest('base64url')}`;
    },
  };
  for (const [what, make] of Object.entries(bad)) {
    it(`is refused for an id token ${what}`, async () => {
      const browser = new Browser(served.address, { host: 'tierline.example' });
      const asked = await begun(browser);
      answering(make, asked.get('nonce') ?? '');
      expect((await back(browser, asked)).status).to.equal(401);
      expect(browser.session).to.equal(null);
    });
  }

  it('is refused for a person who is not enrolled, and for no person', async () => {
    for (const person of ['maker@NOBODY-01', undefined, '../x']) {
      const browser = new Browser(served.address, { host: 'tierline.example' });
      const asked = await begun(browser);
      answering((nonce) => issuer.idToken(nonce, { [CLIENT.claim]: person }), asked.get('nonce') ?? '');
      const { status, text } = await back(browser, asked);
      expect(status, person).to.equal(403);
      expect(text).to.include('Not allowed').and.to.include('href="/signin"');
      expect(browser.session).to.equal(null);
    }
  });

  it('is refused for an answer that names another issuer, or none', async () => {
    const browser = new Browser(served.address, { host: 'tierline.example' });
    const asked = await begun(browser);
    answering((nonce) => issuer.idToken(nonce), asked.get('nonce') ?? '');
    expect((await back(browser, asked, { iss: 'https://elsewhere.example' })).status).to.equal(401);
  });

  it('has no development issuer beside it', async () => {
    for (const path of ['/dev-issuer/token', '/dev-issuer/.well-known/openid-configuration']) {
      expect((await served.send('GET', path, {})).status, path).to.equal(404);
    }
  });

  it('answers to its public name and this machine’s, and to no other', async () => {
    for (const [host, status] of [
      ['tierline.example', 401],
      ['localhost', 401],
      ['elsewhere.example', 403],
      ['tierline.example.elsewhere.example', 403],
    ] as const) {
      expect(await served.askedAs(host, '/api/v1/me', {}), host).to.equal(status);
    }
  });
});
