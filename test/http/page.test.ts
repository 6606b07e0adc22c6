import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Served } from '../support/served';

const ASSETS = join(__dirname, '../../../client-app/web/dist/assets');
const HTML = { accept: 'text/html,*/*' };

describe('the page over HTTP', () => {
  let served: Served;
  before(async () => {
    served = await Served.start();
  });
  after(() => served.end());

  const got = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(`${served.address}${path}`, { headers });
  const script = readdirSync(ASSETS).find((file) => /^index-.*\.js$/.test(file)) ?? '';

  it('is not answered for a path of the interface, nor for a file that is not there', async () => {
    for (const path of ['/api/v1/nowhere', '/assets/index-old.js']) {
      expect((await got(path, { accept: 'text/html' })).headers.get('content-type'), path).not.to.include('text/html');
    }
    expect((await got('/nowhere', { accept: 'application/json' })).status).to.equal(404);
    expect((await fetch(`${served.address}/payables`, { method: 'POST', headers: HTML })).status).to.be.at.least(400);
    expect((await got('/assets/%2e%2e/.sources')).status).to.equal(404);
    expect((await got('/.sources')).status).to.equal(404);
  });

  it('begins at every address that a reader may have been sent, and is never kept', async () => {
    for (const path of ['/', '/payables?status=SUBMITTED', '/receivables/SEED-0001-01', '/p']) {
      const answer = await got(path, HTML);
      expect(answer.status, path).to.equal(200);
      expect(answer.headers.get('content-type')).to.include('text/html');
      expect(answer.headers.get('cache-control')).to.equal('no-store');
      expect(await answer.text()).to.include('<div id="root">');
    }
  });

  it('begins at the root for whoever asks there, whatever he says that he takes', async () => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await fetch(`${served.address}/`, { method, headers: { accept: '*/*' } });
      expect([answer.status, answer.headers.get('content-type')], method).to.deep.equal([200, 'text/html; charset=utf-8']);
    }
  });

  it('has scripts that are kept for ever, packed as the browser takes them', async () => {
    const sizes = new Map<string, number>();
    for (const coding of ['br', 'gzip', 'identity']) {
      const answer = await got(`/assets/${script}`, { 'accept-encoding': coding });
      expect(answer.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
      expect(answer.headers.get('content-type')).to.include('javascript');
      expect(answer.headers.get('content-encoding')).to.equal(coding === 'identity' ? null : coding);
      expect(answer.headers.get('vary')).to.include('Accept-Encoding');
      sizes.set(coding, Number(answer.headers.get('content-length')));
    }
    expect(sizes.get('br')).to.be.below((sizes.get('gzip') ?? 0) + 1);
    expect(sizes.get('gzip')).to.be.below((sizes.get('identity') ?? 0) / 2);
  });
});
