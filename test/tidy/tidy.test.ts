import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS, TRANSACTIONS } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { codeOf, importsOf, ROOT, sourcesOf } from './sources';

/** From a folder, what its sources may import of the project. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'chaincode/src/domain': ['chaincode/src/domain'],
  'chaincode/src/state': ['chaincode/src/domain', 'chaincode/src/state'],
  'chaincode/src/api': ['chaincode/src/domain', 'chaincode/src/api'],
  'chaincode/src/contracts': ['chaincode/src/domain', 'chaincode/src/state', 'chaincode/src/api', 'chaincode/src/contracts'],
  'client-app/src/ports': ['client-app/src/ports', '@tierline/chaincode/api'],
  'client-app/src/projection': ['client-app/src/ports', 'client-app/src/projection', '@tierline/chaincode/api'],
  'client-app/src/proving': [
    'client-app/src/proving',
    'client-app/src/app/notary/tree',
    '@tierline/chaincode/consent',
    '@tierline/chaincode/typedData',
  ],
  'client-app/src/app': ['client-app/src/ports', 'client-app/src/app', 'client-app/src/proving', '@tierline/chaincode/api'],
  'client-app/src/adapters': ['client-app/src/ports', 'client-app/src/adapters', 'client-app/src/quietFabric', '@tierline/chaincode/api'],
  'client-app/src/http': [
    'client-app/src/ports',
    'client-app/src/app',
    'client-app/src/proving',
    'client-app/src/http',
    '@tierline/chaincode/api',
  ],
  'client-app/src/cli': [
    'client-app/src/ports',
    'client-app/src/app',
    'client-app/src/proving',
    'client-app/src/cli',
    'client-app/src/main',
    'client-app/src/notary',
    'client-app/src/serve',
    'client-app/src/processGuard',
    '@tierline/chaincode/api',
  ],
};

/** Heavy libraries, each with the one place that may import it. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  'fabric-shim': ['chaincode/src/', 'client-app/src/adapters/embedded/'],
  'fabric-contract-api': ['chaincode/src/contracts/', 'client-app/src/adapters/embedded/'],
  'classic-level': ['client-app/src/adapters/embedded/'],
  '@peculiar/x509': ['client-app/src/adapters/localCa/', 'client-app/src/adapters/fabricCa/', 'client-app/src/proving/endorsers.ts'],
  'fabric-network': ['client-app/src/adapters/fabric/'],
  'fabric-protos': ['client-app/src/adapters/fabric/'],
  'fabric-common': ['client-app/src/adapters/fabric/', 'client-app/src/adapters/fabricCa/'],
  'fabric-ca-client': ['client-app/src/adapters/fabricCa/'],
  '@hyperledger/fabric-protos': [
    'chaincode/src/state/policyBytes.ts',
    'chaincode/src/state/batchLink.ts',
    'chaincode/src/state/calledChaincode.ts',
    'client-app/src/adapters/embedded/',
    'client-app/src/proving/endorsedMessage.ts',
  ],
  'google-protobuf': ['chaincode/src/state/', 'client-app/src/adapters/embedded/'],
  '@openzeppelin/merkle-tree': ['chaincode/src/domain/facts.ts', 'client-app/src/proving/digests.ts', 'client-app/src/app/notary/'],
  ethers: [
    'chaincode/src/domain/typedData.ts',
    'chaincode/src/quickKeccak.ts',
    'client-app/src/adapters/keys/',
    'client-app/src/adapters/evm/',
    'client-app/src/proving/',
    'client-app/web/src/signing/',
    'test/support/',
  ],
  'hash-wasm': ['chaincode/src/quickKeccak.ts'],
  'csv-parse': ['client-app/src/app/import/sheet.ts'],
  'csv-stringify': ['client-app/src/adapters/documents/csv.ts', 'client-app/web/src/parts/saveTable.ts'],
  'write-excel-file': ['client-app/src/adapters/documents/xlsx.ts', 'client-app/web/src/parts/saveTable.ts'],
  pdfmake: ['client-app/src/adapters/documents/'],
  'ical-generator': ['client-app/src/adapters/documents/calendar.ts'],
  'chinese-days': ['client-app/src/adapters/calendars/'],
  'date-holidays': ['client-app/src/adapters/calendars/'],
  commander: ['client-app/src/cli'],
  yaml: ['client-app/src/adapters/'],
  kysely: ['client-app/src/adapters/sql/'],
  pg: ['client-app/src/adapters/sql/', 'test/support/'],
  '@electric-sql/pglite': ['client-app/src/adapters/sql/'],
  'proper-lockfile': ['client-app/src/adapters/sql/'],
  express: ['client-app/src/http/'],
  echarts: ['client-app/web/src/charts/'],
  'openapi-fetch': ['client-app/web/src/api/client.ts'],
  i18next: ['client-app/web/src/i18n/', 'client-app/web/src/parts/explain.ts'],
  'express-rate-limit': ['client-app/src/http/protection/'],
  helmet: ['client-app/src/http/protection/'],
  pino: ['client-app/src/http/protection/'],
  'prom-client': ['client-app/src/http/protection/'],
  jose: ['client-app/src/adapters/oidc/'],
  'openid-client': ['client-app/src/adapters/oidc/'],
  'oidc-provider': ['client-app/src/adapters/devIssuer/'],
  '@asteasolutions/zod-to-openapi': ['client-app/src/http/openapi/'],
  'swagger-ui-dist': ['client-app/src/http/openapi/'],
};

/** What contracts may not use, because two peers could differ by it. */
const BANNED_IN_CHAINCODE: readonly (readonly [RegExp, string, readonly string[]])[] = [
  [/\bDate\.now\b/, 'the clock', ['chaincode/src/state/nodeClock.ts']],
  [/\bnew Date\(\)/, 'the clock', []],
  [/\bMath\.random\b|\brandom(Bytes|Int|UUID|FillSync)\b/, 'randomness', []],
  [/\bIntl\b|\blocaleCompare\b|\btoLocale\w*\b|\.normalize\(/, 'locale', []],
  [/\bprocess\.|\bfetch\(|'node:(fs|net|http|https|child_process)/, 'the world outside', []],
  [/\bset(Timeout|Interval|Immediate)\b/, 'timers', []],
  [/\bparseFloat\b/, 'floats', []],
  [/^let /m, 'module state', []],
  [/\bfor \((const|let|var) \w+ in /, 'key order', []],
  [/\bPromise\.(race|any)\b/, 'timing', []],
  [/catch\s*(\([^)]*\))?\s*\{\s*\}/, 'errors that are dropped', []],
  [/\bgetQueryResult\w*\b|\bgetHistoryForKey\b|\bgetPrivateDataByRange\b|\bgetStateByRange\w*\b/, 'scans', []],
];

/** The page's own sources, without what is generated. */
const PAGE = sourcesOf('client-app/web/src').filter(({ path }) => !path.endsWith('schema.ts'));
const PROJECT = [...sourcesOf('chaincode/src', 'client-app/src', 'scripts', 'test'), ...PAGE];

describe('the sources', () => {
  it('import one way only', () => {
    const wrong = sourcesOf('chaincode/src', 'client-app/src').flatMap((source) => {
      const layer = Object.keys(LAYERS).find((folder) => source.path.startsWith(`${folder}/`));
      if (layer === undefined) return [];
      const own = importsOf(source).filter((name) => /^(chaincode|client-app)\/|^@tierline\//.test(name));
      const isAllowed = (name: string): boolean =>
        LAYERS[layer]?.some((allowed) => name === allowed || name.startsWith(`${allowed}/`)) === true;
      return own.filter((name) => !isAllowed(name)).map((name) => `${source.path} -> ${name}`);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('keep each heavy library in one place', () => {
    const wrong = [...sourcesOf('chaincode/src', 'client-app/src'), ...PAGE].flatMap((source) =>
      importsOf(source).flatMap((name) => {
        const library = Object.keys(HOMES).find((each) => name === each || name.startsWith(`${each}/`));
        return library === undefined || HOMES[library]?.some((home) => source.path.startsWith(home)) === true
          ? []
          : [`${source.path} -> ${name}`];
      }),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('use nothing in the chaincode by which two peers could differ', () => {
    const wrong = sourcesOf('chaincode/src').flatMap((source) =>
      BANNED_IN_CHAINCODE.filter(([pattern, , allowed]) => pattern.test(codeOf(source)) && !allowed.includes(source.path)).map(
        ([, what]) => `${source.path}: ${what}`,
      ),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('have files of at most 400 lines and lines of at most 160 characters', () => {
    const long = PROJECT.filter(({ lines }) => lines.length > 401).map(({ path, lines }) => `${path}: ${lines.length} lines`);
    const wide = PROJECT.flatMap(({ path, lines }) => lines.flatMap((line, index) => (line.length > 160 ? [`${path}:${index + 1}`] : [])));
    expect([...long, ...wide]).to.deep.equal([]);
  });

  it('have a median of under 90 lines', () => {
    const lengths = sourcesOf('chaincode/src', 'client-app/src')
      .map(({ lines }) => lines.length)
      .sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).to.be.below(90);
  });

  it('have contract methods of at most 15 lines', () => {
    const wrong = sourcesOf('chaincode/src/contracts').flatMap(({ path, text }) =>
      [...text.matchAll(/^ {2}async (\w+)\(ctx: Context\): Promise<string> \{\n([\s\S]*?)^ {2}\}$/gm)]
        .filter(([, , body = '']) => body.split('\n').length - 1 > 15)
        .map(([, name]) => `${path}: ${name}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('document every exported function, class, interface and type of the product', () => {
    const wrong = [...sourcesOf('chaincode/src', 'client-app/src'), ...PAGE]
      .filter(({ path }) => !path.endsWith('.d.ts'))
      .flatMap(({ path, lines }) =>
        lines.flatMap((line, index) => {
          const isExport = /^export (async )?(function|class|abstract class|interface)\b/.test(line);
          const above = lines.slice(0, index).findLast((each) => !each.startsWith('@') && each.trim() !== '') ?? '';
          return isExport && !above.trim().endsWith('*/') ? [`${path}:${index + 1}`] : [];
        }),
      );
    expect(wrong).to.deep.equal([]);
  });

  it('never say any, skip the compiler or leave a mark to come back to', () => {
    const marks = /\bas any\b|: any\b|<any>|@ts-ignore|@ts-nocheck|\bTODO\b|\bFIXME\b/;
    const wrong = PROJECT.filter(({ path }) => !path.includes('tidy')).flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => (marks.test(line.replace(/'[^']*'/g, "''")) ? [`${path}:${index + 1}`] : [])),
    );
    expect(wrong).to.deep.equal([]);
  });
});

describe('the repository', () => {
  const tracked = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(ROOT, file)));

  it('holds no keys, certificates, wallets or ledgers', () => {
    const wrong = tracked.filter(
      (file) =>
        /\.(pem|key|p12|crt)$|(^|\/)(wallet|identities|ledger)\//.test(file) ||
        /-----BEGIN [A-Z ]*PRIVATE KEY/.test(file.endsWith('.ts') ? '' : readFileSync(join(ROOT, file), 'latin1')),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('records no download address in its lock file', () => {
    expect(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).not.to.match(/"resolved": "https?:/);
  });

  it('locks the optional packages of every platform, so that a clean install works on each', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const optional = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
    expect(optional.filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)))).to.deep.equal([]);
  });

  it('has exactly the top level that it was given', () => {
    const top = [...new Set(tracked.map((file) => file.split('/')[0] ?? ''))].filter((name) => !name.startsWith('.')).sort();
    expect(top).to.deep.equal([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'chaincode',
      'client-app',
      'network',
      'package-lock.json',
      'package.json',
      'scripts',
      'test',
      'tsconfig.base.json',
      'tsconfig.json',
    ]);
  });

  it('explains every fault code in README with its HTTP status', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const missing = Object.entries(FAULTS)
      .filter(([code, { http }]) => !new RegExp(`\\| \`${code}\` \\| ${http} \\|`).test(readme))
      .map(([code]) => code);
    expect(missing).to.deep.equal([]);
  });

  it('earns every dependency in one line of README', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const packages = [
      'package.json',
      'chaincode/package.json',
      'client-app/package.json',
      'client-app/web/package.json',
      'scripts/network/package.json',
    ].flatMap((file) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Record<
        string,
        Record<string, string>
      >;
      return [...Object.keys(dependencies), ...Object.keys(devDependencies)];
    });
    expect(packages.filter((name) => !name.startsWith('@tierline/') && !readme.includes(`\`${name}\``))).to.deep.equal([]);
  });
});

describe('the transactions', () => {
  const all = Object.entries(TRANSACTIONS).flatMap(([contract, methods]) =>
    Object.entries(methods).map(([method, spec]) => ({ contract, method, spec })),
  );

  it('are named after their contract and method', () => {
    expect(all.filter(({ contract, method, spec }) => spec.name !== `${contract}:${method}`).map(({ spec }) => spec.name)).to.deep.equal(
      [],
    );
  });

  it('take a request id and strict input', () => {
    const loose = all.filter(
      ({ spec }) => !JSON.stringify(spec.input.safeParse({ nobody: 1 }).error?.issues ?? []).includes('unrecognized_keys'),
    );
    expect(loose.map(({ spec }) => spec.name)).to.deep.equal([]);
  });
});
