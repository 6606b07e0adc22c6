import { expect } from 'chai';
import { buildProgram } from '@tierline/client-app/dist/cli/build';
import { COMMANDS } from '@tierline/client-app/dist/cli/commands';
import type { Input } from '@tierline/client-app/dist/cli/input';
import { Folder, inProcess, tierline } from './commandLine';

/** The words of a command line as a shell cuts them. */
const wordsOf = (line: string): string[] => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

/** The command and input that a command line leads to. */
async function understood(words: readonly string[]): Promise<{ name: string; input: Input } | null> {
  let found: { name: string; input: Input } | null = null;
  const silent = (): undefined => undefined;
  const program = buildProgram(COMMANDS, { out: silent, err: silent, folder: process.cwd() }, (spec, input) => {
    found = { name: spec.name, input };
    return Promise.resolve();
  });
  await program.parseAsync([...words], { from: 'user' });
  return found;
}

describe('the help of the command line', () => {
  const folder = new Folder();
  after(() => folder.remove());

  for (const spec of COMMANDS) {
    it(`of ${spec.name} says what it does, shows an example that parses, and the shape of its JSON`, async () => {
      const { code, out } = await inProcess(folder.path, ...spec.name.split(' '), '--help');
      expect(code).to.equal(0);
      const plain = out.replace(/\s+/g, ' ');
      expect(plain).to.include(spec.does);
      expect(plain).to.include(`$ tierline ${spec.examples[0]}`);
      expect(plain).to.include(`JSON: ${spec.json}`);
      expect(plain).to.include('--as <user>');
      expect(plain.includes('--dry-run'), 'offers a dry run when it submits').to.equal(spec.submits);
    });

    for (const example of spec.examples) {
      it(`gives "${example}" as an example that the command understands`, async () => {
        expect((await understood(wordsOf(example)))?.name).to.equal(spec.name);
      });
    }
  }

  it('lists every command under its heading', async () => {
    const { out } = await inProcess(folder.path, '--help');
    for (const { name } of COMMANDS) expect(out).to.match(new RegExp(`^ {2}${name.split(' ')[0]}\\b`, 'm'));
  });

  it('comes quickly, without loading the ledger', async () => {
    await tierline(folder.path, '--help');
    const started = performance.now();
    const { code } = await tierline(folder.path, '--help');
    expect(code).to.equal(0);
    expect(performance.now() - started).to.be.below(2_000);
  });
});
