import { createHmac, createSecretKey, KeyObject, randomBytes, sign } from 'node:crypto';
import { expect } from 'chai';
import { exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { Served } from '../support/served';
import { CLIENT, KEY_ALGORITHMS, TestIssuer } from '../support/testIssuer';

const MINUTE = 60;
const DAY = 86_400;
const now = (): number => Math.floor(Date.now() / 1000);
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('access tokens', () => {
  let issuer: TestIssuer;
  let served: Served;
  /** A key that the issuer does not know. */
  let stranger: Awaited<ReturnType<typeof generateKeyPair>>;
  const own = () => ({
    iss: issuer.address,
    aud: CLIENT.audience,
    sub: 'u-1',
    [CLIENT.claim]: 'maker@CORE-01',
    iat: now(),
    exp: now() + MINUTE,
  });

  before(async () => {
    issuer = await TestIssuer.start();
    stranger = await generateKeyPair('RS256', { extractable: true });
    served = await Served.start({
      signIn: {
        kind: 'issuer',
        issuer: issuer.address,
        clientId: CLIENT.id,
        clientSecret: null,
        audience: CLIENT.audience,
        personClaim: CLIENT.claim,
        scope: 'openid',
      },
    });
  });
  after(async () => {
    await served.end();
    issuer.end();
  });
  afterEach('no token is a bug of the server', () => expect(served.alarms).to.deep.equal([]));

  const asked = (token: string) => served.send('GET', '/api/v1/me', { headers: { authorization: `Bearer ${token}` } });

  /** Tokens that prove nothing, each with how it is made. */
  const bad: Readonly<Record<string, () => Promise<string>>> = {
    'without a signature': () => Promise.resolve(`${encoded({ alg: 'none', typ: 'at+jwt' })}.${encoded(own())}.`),
    'without a signature, in other letters': () => Promise.resolve(`${encoded({ alg: 'nOnE', typ: 'at+jwt' })}.${encoded(own())}.`),
    'with the signature cut off': async () => (await issuer.sign()).replace(/[^.]*$/, ''),
    'signed with the public key as a shared secret': async () => {
      const head = `${encoded({ alg: 'HS256', typ: 'at+jwt', kid: 'RS256' })}.${encoded(own())}`;
      return `${head}.${createHmac('sha256', await exportSPKI(issuer.keys().publicKey))
        .update(head)
        .digest('base64url')}`;
    },
    'signed with an empty secret': () => {
      const head = `${encoded({ alg: 'HS256', typ: 'at+jwt' })}.${encoded(own())}`;
      return Promise.resolve(
        `${head}.${createHmac('sha256', createSecretKey(Buffer.alloc(0)))
          .update(head)
          .digest('base64url')}`,
      );
    },
    'signed with a key of its own': () => issuer.sign({}, {}, stranger),
    'that brings its key in jwk': async () => {
      return issuer.sign({}, { jwk: await exportJWK(stranger.publicKey) }, stranger);
    },
    'that names an address of keys in jku': () => issuer.sign({}, { jku: `${issuer.address}/forged` }, stranger),
    'that names an address of keys in jku, rightly signed': () => issuer.sign({}, { jku: `${issuer.address}/jwks` }),
    'that names a certificate in x5u': () => issuer.sign({}, { x5u: `${issuer.address}/forged.pem` }, stranger),
    'that brings a certificate in x5c': () => issuer.sign({}, { x5c: ['AAAA'] }, stranger),
    'with a key id that climbs out of the folder': () => issuer.sign({}, { kid: '../../../../dev/null' }, stranger),
    'with a key id that asks a database': () => issuer.sign({}, { kid: "x' union select 'secret" }, stranger),
    'with a critical header that nobody knows': () => {
      const head = `${encoded({ alg: 'RS256', typ: 'at+jwt', kid: 'RS256', crit: ['urn:x'], 'urn:x': 1 })}.${encoded(own())}`;
      const key = KeyObject.from(issuer.keys().privateKey);
      return Promise.resolve(`${head}.${sign('sha256', Buffer.from(head), key).toString('base64url')}`);
    },
    'that has expired': () => issuer.sign({ iat: now() - 2 * MINUTE, exp: now() - MINUTE }),
    'without an end': () => issuer.sign({ exp: undefined }),
    'without a beginning': () => issuer.sign({ iat: undefined }),
    'that was made in the future': () => issuer.sign({ iat: now() + MINUTE, exp: now() + 2 * MINUTE }),
    'that is older than a day': () => issuer.sign({ iat: now() - 2 * DAY, exp: now() + DAY }),
    'that is not valid yet': () => issuer.sign({ nbf: now() + MINUTE }),
    'for somebody else': () => issuer.sign({ aud: 'urn:another:api' }),
    'for nobody': () => issuer.sign({ aud: undefined }),
    'of another issuer': () => issuer.sign({ iss: 'https://elsewhere.example' }),
    'of an issuer that begins like ours': () => issuer.sign({ iss: `${issuer.address}.elsewhere.example` }),
    'that is an id token': () => issuer.idToken('n', {}),
    'that is an id token for our audience': () => issuer.idToken('n', { aud: [CLIENT.id, CLIENT.audience] }),
    'of no type': () => issuer.sign({}, { typ: undefined as never }),
    'that is a logout token': () => issuer.sign({}, { typ: 'logout+jwt' }),
    'whose person was changed after it was signed': async () => {
      const [head = '', , signature = ''] = (await issuer.sign()).split('.');
      return `${head}.${encoded({ ...own(), [CLIENT.claim]: 'checker@CORE-01' })}.${signature}`;
    },
    'that is encrypted': () =>
      Promise.resolve(`${encoded({ alg: 'dir', enc: 'A256GCM' })}..${'a'.repeat(16)}.${'a'.repeat(30)}.${'a'.repeat(22)}`),
    'that is none': () => Promise.resolve('abc'),
    'of empty parts': () => Promise.resolve('..'),
    'as long as a header may be': () => Promise.resolve(`${encoded({ alg: 'RS256' })}.${'a'.repeat(9_000)}.a`),
    'of random bytes': () => Promise.resolve(`${randomBytes(30).toString('base64url')}.${randomBytes(30).toString('base64url')}.aaaa`),
  };

  it(`are tried in ${Object.keys(bad).length} bad forms`, () => {
    expect(Object.keys(bad)).to.have.length.of.at.least(30);
  });

  for (const [what, make] of Object.entries(bad)) {
    it(`prove nothing: one ${what}`, async () => {
      const { status, headers, body } = await asked(await make());
      expect(status).to.equal(401);
      expect(body['code']).to.equal('NOT_SIGNED_IN');
      expect(headers.get('www-authenticate')).to.equal('Bearer error="invalid_token"');
      expect(JSON.stringify(body)).not.to.match(/jose|JWS|JWT|signature/i);
    });
  }

  it('are asked for in no other place and under no other name', async () => {
    const token = await issuer.sign();
    for (const authorization of [`Basic ${token}`, token, `Bearer  ${token}`, `Bearer ${token}, Bearer ${token}`, 'Bearer', '']) {
      expect((await served.send('GET', '/api/v1/me', { headers: { authorization } })).status, authorization).to.equal(401);
    }
    expect((await served.send('GET', `/api/v1/me?access_token=${token}`, {})).status).to.equal(401);
    expect((await served.send('GET', '/api/v1/me', { headers: { cookie: `tierline-session=${token}` } })).status).to.equal(401);
  });

  it('fetch no key from an address that a token names', () => {
    expect(issuer.asked.filter((path) => path.includes('forged'))).to.deep.equal([]);
  });

  it('of persons who are not enrolled open nothing, whatever their name', async () => {
    for (const person of [
      'maker@NOBODY-01',
      'root',
      '__proto__',
      "maker@CORE-01' or 1=1",
      '../maker@CORE-01',
      'x'.repeat(200),
      'MAKER@CORE-01',
      '',
    ]) {
      const { status, body } = await asked(await issuer.sign({ [CLIENT.claim]: person }));
      expect([status, body['code']], person).to.deep.equal([403, 'NOT_AUTHORISED']);
    }
  });

  it('name the person by the configured claim alone, as one text', async () => {
    for (const claims of [
      { [CLIENT.claim]: undefined, sub: 'maker@CORE-01' },
      { [CLIENT.claim]: ['maker@CORE-01'] },
      { [CLIENT.claim]: { a: 1 } },
    ]) {
      expect((await asked(await issuer.sign(claims))).status).to.equal(403);
    }
  });

  it('of an enrolled person are his word, for the ledger as well', async () => {
    const { status, body } = await asked(
      await issuer.sign({ [CLIENT.claim]: 'checker@SUP-01', aud: ['urn:another:api', CLIENT.audience] }),
    );
    expect(status).to.equal(200);
    expect(body).to.include({ user: 'checker@SUP-01', msp: 'OperatorMSP', csrf: null, developmentSignIn: false });
  });

  it('are taken with clocks that differ a little', async () => {
    expect((await asked(await issuer.sign({ iat: now() + 2, nbf: now() + 2 }))).status).to.equal(200);
    expect((await asked(await issuer.sign({ iat: now() - MINUTE, exp: now() - 1 }))).status).to.equal(200);
  });

  it('are taken in four algorithms, and in no other that the issuer has a key for', async () => {
    const statuses = await Promise.all(
      KEY_ALGORITHMS.map(async (alg) => (await asked(await issuer.sign({}, { alg, kid: alg }, issuer.keys(alg)))).status),
    );
    expect(statuses).to.deep.equal([200, 200, 200, 200, 401, 401]);
  });

  it('are taken by the key that they name, in the algorithm of that key', async () => {
    expect((await asked(await issuer.sign({}, { alg: 'PS256', kid: 'PS256' }, issuer.keys('PS256')))).status).to.equal(200);
    expect((await asked(await issuer.sign({}, { alg: 'RS256', kid: 'PS256' }, issuer.keys('RS256')))).status).to.equal(401);
  });

  it('open nothing while the issuer cannot be had, and are not called bad', async () => {
    const away = await Served.start({
      signIn: {
        kind: 'issuer',
        issuer: 'http://127.0.0.1:9',
        clientId: 'x',
        clientSecret: null,
        audience: 'x',
        personClaim: 'sub',
        scope: 'openid',
      },
    });
    const { status, body } = await away.send('GET', '/api/v1/me', { headers: { authorization: `Bearer ${await issuer.sign()}` } });
    const signIn = await fetch(`${away.address}/signin`, { redirect: 'manual' });
    await away.end();
    expect([status, body['details']]).to.deep.equal([503, { reason: 'ISSUER' }]);
    expect(signIn.status).to.equal(503);
  });
});
