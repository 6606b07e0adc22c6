import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Folder, inProcess, jsonOf, type Ran } from './commandLine';

describe('proofs at the command line', function () {
  this.timeout(180_000);
  const folder = new Folder();
  const at = (name: string): string => join(folder.path, name);
  const ledger = (): string => at('ledger');
  const run = (...words: readonly string[]): Promise<Ran> => inProcess(ledger(), ...words);
  const kept = async (name: string, ...words: readonly string[]): Promise<string> => {
    const { code, out, err } = await run(...words);
    expect(code, err).to.equal(0);
    writeFileSync(at(name), out);
    return at(name);
  };

  before(async () => {
    const { code, err } = await run('demo', '--keep', ledger(), '--proof', at('demo.json'));
    expect(code, err).to.equal(0);
  });
  after(() => folder.remove());

  it('of the demonstration are valid where there is no ledger', async () => {
    const { code, out } = await inProcess(at('nowhere'), 'verify', at('demo.json'));
    expect(code).to.equal(0);
    expect(out)
      .to.match(/^VALID\n/)
      .and.include('receivable:confirm')
      .and.include('A DEMONSTRATION')
      .and.include('settlement:redeem');
  });

  it('are checked against pins of the reader', async () => {
    const pins = await kept('pins.json', 'pins');
    const { code, out } = await run('verify', at('demo.json'), '--pins', pins, '--json');
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.deep.include({ valid: true }).and.to.have.nested.property('pins.from', 'READER');
    writeFileSync(at('others.json'), readFileSync(pins, 'utf8').replace('"channel": "tierline"', '"channel": "other"'));
    const other = await run('verify', at('demo.json'), '--pins', at('others.json'));
    expect([other.code, other.out]).to.deep.equal([
      2,
      'INVALID (OTHER_CHANNEL, pins): The proof is of another channel than the pins. (tierline)\n',
    ]);
  });

  it('name the first thing that fails and end with 2', async () => {
    const text = readFileSync(at('demo.json'), 'utf8');
    writeFileSync(at('changed.json'), text.replace('"USCC-', '"USCD-'));
    const { code, out } = await run('verify', at('changed.json'));
    expect(code).to.equal(2);
    expect(out).to.match(/^INVALID \(DAMAGED, file\): The file is not as it was written/);
    writeFileSync(at('none.json'), '{}');
    expect((await run('verify', at('none.json'))).out).to.match(/^INVALID \(MALFORMED/);
    expect(await run('verify', at('missing.json'))).to.deep.include({ code: 2, out: '' });
    expect((await run('verify', folder.path)).err).to.match(/^MALFORMED/);
    expect((await run('verify', at('demo.json'), '--rpc', 'http://127.0.0.1:9')).out).to.match(/^INVALID \(NOT_NOTARISED/);
    expect((await run('verify', at('demo.json'), '--rpc', 'nowhere')).err).to.match(/^MALFORMED/);
  });

  it('show what is chosen and nothing else', async () => {
    const { program, token } = subjectOf(at('demo.json'));
    const as = ['--program', program, '--as', 'maker@REGULATOR-01'];
    const proof = await kept('value.json', 'proof', token, '--disclose', 'amount,dueDate', ...as);
    const names = (jsonOf(await run('verify', proof, '--json'))['disclosed'] as { name: string }[]).map(({ name }) => name);
    expect(names).to.have.members(['dueDate', 'payDate']);
    expect(readFileSync(proof, 'utf8')).not.to.include('USCC-');
    expect((await run('proof', token, '--disclose', 'price', ...as)).err).to.match(/^MALFORMED/);
  });

  it('hold together: each receivable tells one history', async () => {
    const { program, token } = subjectOf(at('demo.json'));
    const trace = jsonOf(await run('trace', token.split(':')[0] ?? '', '--json', '--program', program, '--as', 'maker@REGULATOR-01'));
    const tokens = leavesOf(trace['tokens'] as readonly Node[]);
    expect(tokens.length).to.be.above(2);
    const files: string[] = [];
    for (const [index, each] of tokens.entries()) {
      files.push(await kept(`part-${index}.json`, 'proof', each, '--program', program, '--as', 'maker@REGULATOR-01'));
    }
    const { code, out } = await run('audit', '--from', 'proofs', ...files);
    expect(code, out).to.equal(0);
    const failing = await run('audit', '--from', 'proofs', ...files, at('none.json'));
    expect(failing.code).to.equal(2);
    expect(failing.out).to.match(/none\.json: MALFORMED/);
  });

  it('are joined by an audit that is re-run from an export, at any block', async () => {
    const file = await kept('audit.jsonl', 'export', 'audit');
    const whole = await inProcess(at('nowhere'), 'audit', '--from', 'export', file, '--pins', at('pins.json'));
    expect(whole.code, whole.out).to.equal(0);
    expect(whole.out).to.include('tokens and cancelled ranges partition every confirmed face').and.include('is endorsed, as it is told');
    for (const block of ['0', '25', '40']) {
      const { code, out } = await inProcess(at('nowhere'), 'audit', '--from', 'export', file, '--at', block);
      expect(code, `${block}\n${out}`).to.equal(0);
    }
    const text = readFileSync(file, 'utf8');
    writeFileSync(at('cut.jsonl'), text.split('\n').slice(0, 20).join('\n'));
    expect((await run('audit', '--from', 'export', at('cut.jsonl'))).err).to.match(/^MALFORMED/);
    writeFileSync(at('edited.jsonl'), text.replace('"faceMinor\\":\\"', '"faceMinor\\":\\"1'));
    expect((await run('audit', '--from', 'export', at('edited.jsonl'))).err).to.match(/^MALFORMED/);
    expect((await run('audit', '--from', 'export', file, '--at', '100000')).code).to.equal(2);
    expect((await run('audit', '--from', 'hearsay', file)).err).to.match(/^MALFORMED/);
    expect((await run('audit', '--from', 'proofs')).err).to.match(/^MALFORMED/);
  });
});

interface Node {
  readonly token: string;
  readonly children: readonly Node[];
}

const leavesOf = (nodes: readonly Node[]): readonly string[] =>
  nodes.flatMap(({ token, children }) => (children.length === 0 ? [token] : leavesOf(children)));

function subjectOf(file: string): { readonly program: string; readonly token: string } {
  const { program, token } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly program: string;
    readonly token: { readonly receivable: string; readonly from: string; readonly to: string };
  };
  return { program, token: `${token.receivable}:${token.from}-${token.to}` };
}
