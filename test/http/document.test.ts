import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS } from '@tierline/chaincode/api';
import { OPERATIONS } from '@tierline/client-app/dist/http/operations';
import { expect } from 'chai';
import { Served } from '../support/served';

const CORE = 'maker@CORE-01';
const ROOT = join(__dirname, '../../..');

/** Values for what stands in braces. */
const NAMES: Readonly<Record<string, string>> = {
  program: 'DEMO-CNY',
  receivable: 'SEED-0002-01',
  token: 'SEED-0002-01:0-30000000',
  ask: 'ASK-NONE',
  kind: 'SCHEDULE',
  id: 'NONE',
  job: 'JOB-NONE',
};

/** A response from which others are found. */
interface Linking {
  readonly links?: Readonly<Record<string, { readonly operationId: string; readonly parameters: object }>>;
}

interface Described {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, object>>;
}

describe('the document of the API', () => {
  let served: Served;
  let document: {
    readonly openapi: string;
    readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
    readonly components: { readonly schemas: { readonly FaultCode: { readonly enum: readonly string[]; readonly description: string } } };
  };

  before(async () => {
    served = await Served.start();
    document = (await served.send('GET', '/api/openapi.json', {})).body as unknown as typeof document;
  });
  after(() => served.end());

  it('is served as it is committed', () => {
    expect(document.openapi).to.equal('3.1.0');
    expect(document).to.deep.equal(JSON.parse(readFileSync(join(ROOT, 'client-app/openapi.json'), 'utf8')));
  });

  it('describes every operation under a name of its own', () => {
    const described = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(described).to.have.members(OPERATIONS.map(({ id }) => id));
    expect(new Set(described)).to.have.property('size', described.length);
  });

  it('tells every code with its status, and for each operation the refusals that it may answer', () => {
    const { FaultCode } = document.components.schemas;
    expect(FaultCode.enum).to.deep.equal(Object.keys(FAULTS));
    for (const [code, { http }] of Object.entries(FAULTS)) expect(FaultCode.description).to.include(`| \`${code}\` | ${http} |`);
    for (const methods of Object.values(document.paths)) {
      for (const { operationId, responses } of Object.values(methods))
        expect(Object.keys(responses), operationId).to.include.members(['400', '503']);
    }
  });

  it('leads from an answer to questions that there are, by what stands in their addresses', () => {
    const operations = new Map(OPERATIONS.map((operation) => [operation.id, operation]));
    const linked = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ responses }) => Object.values(responses)),
    );
    const links = linked.flatMap((response) => Object.values((response as Linking).links ?? {}));
    expect(links.length).to.be.greaterThan(20);
    for (const { operationId, parameters } of links) {
      const inPath = [...(operations.get(operationId)?.path ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(inPath, operationId).to.have.members(Object.keys(parameters));
    }
  });

  it('holds for every operation: it answers what is documented, or a documented refusal', async () => {
    for (const { id, method, path, bodyMedia } of OPERATIONS) {
      if (id === 'events') continue;
      const address = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => NAMES[name] ?? '');
      const body = bodyMedia.length === 0 ? {} : 'Invoice No,Supplier';
      const headers = bodyMedia.length === 0 ? {} : { 'content-type': bodyMedia[0] ?? '' };
      const asking = method === 'get' ? { as: CORE } : { as: CORE, body, headers };
      await served.send(method.toUpperCase(), `/api/v1${address}${method === 'post' ? '?dryRun=true' : ''}`, asking);
    }
    expect(served.answered.length).to.be.greaterThan(OPERATIONS.length - 1);
    expect(served.alarms).to.deep.equal([]);
  });

  it('can be read and tried on a page under a strict policy: no script in the page, no other host', async () => {
    const page = await fetch(`${served.address}/api/docs`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).to.include("default-src 'none'").and.include("script-src 'self'").and.not.include('unsafe');
    const html = await page.text();
    expect(html).not.to.match(/<script>|<style|style=|onload|https?:/);
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file = '']) => file);
    expect(files).to.have.length(4);
    for (const file of files) expect((await fetch(`${served.address}${file}`)).status, file).to.equal(200);
    expect((await fetch(`${served.address}/api/docs/package.json`)).status).to.equal(404);
  });
});
