import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { jsonOf, tierline, type Ran } from '../cli/commandLine';
import { privateKeyIn } from '../support/signing';
import { ServerProcess } from '../support/serverProcess';

const PASSPHRASE = 'a passphrase that stays here';

/** Passes bytes on to a server, and keeps all that went there. */
class Tap {
  readonly sent: Buffer[] = [];
  readonly answered: Buffer[] = [];

  private constructor(private readonly server: Server) {}

  static async before(port: number): Promise<Tap> {
    const server = createServer((near) => {
      const far = connect(port, '127.0.0.1');
      near.on('data', (bytes: Buffer) => void tap.sent.push(bytes));
      far.on('data', (bytes: Buffer) => void tap.answered.push(bytes));
      near.pipe(far).pipe(near);
      near.on('error', () => far.destroy()).on('close', () => far.destroy());
      far.on('error', () => near.destroy()).on('close', () => near.destroy());
    });
    const tap = new Tap(server);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return tap;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  end(): void {
    this.server.close();
  }
}

describe('a command line that is signed, on a directory that a server holds', function () {
  this.timeout(180_000);
  let folder: string;
  let server: ServerProcess;
  let tap: Tap;
  const directory = (): string => join(folder, 'ledger');
  const file = (name: string): string => join(folder, name);
  const note = (): Record<string, unknown> => JSON.parse(readFileSync(join(directory(), 'holder.json'), 'utf8')) as Record<string, unknown>;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tierline-remote-'));
    server = new ServerProcess(directory());
    const { port } = new URL(await server.ready());
    tap = await Tap.before(Number(port));
    writeFileSync(join(directory(), 'holder.json'), JSON.stringify({ ...note(), address: tap.address }));
    writeFileSync(file('passphrase'), `${PASSPHRASE}\n`);
  });
  after(async () => {
    await server.end();
    tap.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (line: string, as: string): Promise<Ran> => tierline(directory(), ...line.split(' '), '--as', as, '--json');
  const well = async (line: string, as: string): Promise<Record<string, unknown>> => {
    const ran = await run(line, as);
    expect(ran.code, `${line}: ${ran.out}${ran.err}`).to.equal(0);
    return jsonOf(ran);
  };
  const unlocked = (): string => `--passphrase-file ${file('passphrase')} --yes`;

  it('is signed where it was typed, and done where the ledger is', async () => {
    const { address } = await well(`key new ${file('me.json')} --passphrase-file ${file('passphrase')}`, 'checker@CORE-01');
    await well(`key propose ${file('me.json')} --person checker ${unlocked()}`, 'maker@CORE-01');
    await well(`key approve CORE-01 ${String(address)}`, 'checker@REGULATOR-01');
    await well('program consent DEMO-CNY confirm=0', 'checker@CORE-01');
    const confirm = 'confirm SEED-0006-01 --program DEMO-CNY';
    expect((jsonOf(await run(confirm, 'checker@CORE-01'))['error'] as { details: object }).details).to.include({ reason: 'REQUIRED' });
    const ran = await run(`${confirm} --key ${file('me.json')} ${unlocked()}`, 'checker@CORE-01');
    expect(ran.code, ran.out + ran.err).to.equal(0);
    expect(ran.err).to.include('I confirm title').and.to.include('SEED-0006-01');
  });

  it('sends neither key nor passphrase nor key file there, only what was asked for', async () => {
    const sent = Buffer.concat(tap.sent).toString('latin1');
    const { privateKey, address } = await privateKeyIn(readFileSync(file('me.json'), 'utf8'), PASSPHRASE);
    const { ciphertext } = (JSON.parse(readFileSync(file('me.json'), 'utf8')) as { Crypto: { ciphertext: string } }).Crypto;
    // What must be there, so that the rest of this test can fail.
    expect(sent)
      .to.include(address)
      .and.to.match(/"signature":"0x[0-9a-f]{130}"/);
    for (const secret of [
      privateKey,
      privateKey.slice(2),
      Buffer.from(privateKey.slice(2), 'hex').toString('base64'),
      PASSPHRASE,
      ciphertext,
    ])
      expect(sent.toLowerCase()).not.to.include(secret.toLowerCase());
    expect(Buffer.concat(tap.answered).toString('latin1')).to.include('"ask"');
  });

  it('is refused in words, with nothing done, where the passphrase is wrong or the key file none', async () => {
    writeFileSync(file('wrong'), 'not the passphrase\n');
    const confirm = `confirm SEED-0006-02 --program DEMO-CNY --yes`;
    const wrong = await run(`${confirm} --key ${file('me.json')} --passphrase-file ${file('wrong')}`, 'checker@CORE-01');
    expect((jsonOf(wrong)['error'] as { message: string }).message).to.include('does not open this key file');
    const none = await run(`${confirm} --key ${file('wrong')}`, 'checker@CORE-01');
    expect((jsonOf(none)['error'] as { message: string }).message).to.include('no encrypted key file');
    expect(await well('list receivables --of SEED-0006-02 --program DEMO-CNY', 'checker@CORE-01')).to.have.nested.property(
      'rows[0].status',
      'CHECKED',
    );
  });

  it('takes no answer from who does not show the secret, or to a question that nobody asked', async () => {
    const body = JSON.stringify({ id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff', signer: null });
    const send = async (secret: string): Promise<number> => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
      return (await fetch(`${tap.address}/terminal/answers`, { method: 'POST', headers, body })).status;
    };
    expect(await send('00'.repeat(32))).to.equal(403);
    expect(await send(String(note()['secret']))).to.equal(404);
  });
});
