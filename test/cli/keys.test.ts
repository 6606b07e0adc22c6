import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TypedData } from '@tierline/chaincode/api';
import { runTierline } from '@tierline/client-app/dist/cli/run';
import { expect } from 'chai';
import { TestKey } from '../support/signing';
import { Folder, jsonOf, type Ran } from './commandLine';

const PASSPHRASE = 'correct horse battery';

/** A wallet or device that speaks JSON-RPC. */
class Device {
  readonly key = new TestKey();
  /** What it answers in place of a signature. */
  refusal: { readonly code: number; readonly message: string } | null = null;
  readonly seen: TypedData[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Device> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const asked = JSON.parse(Buffer.concat(chunks).toString()) as { id: number; method: string; params: string[] };
        device.#answer(asked).then(
          (told) => response.end(JSON.stringify({ jsonrpc: '2.0', id: asked.id, ...told })),
          () => response.destroy(),
        );
      });
    });
    const device = new Device(server);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return device;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async #answer({ method, params }: { readonly method: string; readonly params: readonly string[] }): Promise<object> {
    if (method === 'eth_accounts') return { result: [this.key.address.toLowerCase()] };
    if (this.refusal !== null) return { error: this.refusal };
    const { types, ...data } = JSON.parse(params[1] ?? '') as TypedData;
    const { EIP712Domain: _domain, ...own } = types;
    this.seen.push({ ...data, types: own });
    const signature = await this.key.sign({ ...data, types: own });
    // As some devices do: v counts from 0.
    return { result: signature.replace(/1b$/, '00').replace(/1c$/, '01') };
  }

  end(): void {
    this.server.close();
  }
}

describe('signing on the command line', function () {
  this.timeout(120_000);
  const folder = new Folder();
  const file = (name: string): string => join(folder.path, name);
  after(() => folder.remove());

  /** Runs a command line, and types these answers where it asks. @param typed null where nobody sits at a terminal */
  const run = async (line: string, as: string, typed: readonly string[] | null = null): Promise<Ran & { readonly asked: string[] }> => {
    const [out, err, asked]: [string[], string[], string[]] = [[], [], []];
    const left = [...(typed ?? [])];
    const ask = (question: string): Promise<string | null> => {
      asked.push(question);
      return Promise.resolve(left.shift() ?? null);
    };
    const code = await runTierline([...line.split(' '), '--as', as], {
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      environment: { TIERLINE_DIR: file('ledger') },
      folder: process.cwd(),
      now: Date.now,
      ...(typed === null ? {} : { ask }),
    });
    return { code, out: out.join(''), err: err.join(''), asked };
  };
  const well = async (line: string, as: string, typed: readonly string[] | null = null): Promise<Record<string, unknown>> => {
    const ran = await run(`${line} --json`, as, typed);
    expect(ran.code, `${line}: ${ran.out}${ran.err}`).to.equal(0);
    return jsonOf(ran);
  };
  const refusal = async (line: string, as: string, typed: readonly string[] | null = null) => {
    const ran = await run(`${line} --json`, as, typed);
    expect(ran.code, `${line}: ${ran.out}${ran.err}`).to.be.greaterThan(1);
    return jsonOf(ran)['error'] as { readonly code: string; readonly details: Record<string, unknown>; readonly message: string };
  };
  const unlocked = `--passphrase-file ${file('passphrase')} --yes`;
  const me = `--key ${file('me.json')} ${unlocked}`;

  before(async () => {
    writeFileSync(file('passphrase'), `${PASSPHRASE}\n`);
    await well('program create DEMO-CNY --business-date 2026-03-02', 'maker@OPERATOR-01');
    await well('onboard --id SUP-01', 'maker@OPERATOR-01');
    for (const invoice of ['INV-1', 'INV-2', 'INV-3']) {
      const claim = `submit --id ${invoice.replace('INV', 'SIGN')} --invoice ${invoice} --issued 2026-02-20 --amount 12,500.00 --due 2026-06-22`;
      await well(claim, 'maker@SUP-01');
    }
    await well('check --all', 'maker@CORE-01');
  });

  describe('a key', () => {
    it('is made in a file that its owner alone may read, and holds no secret in clear', async () => {
      const { asked, out, code, err } = await run(`key new ${file('me.json')}`, 'checker@CORE-01', [PASSPHRASE, PASSPHRASE]);
      expect(code, err).to.equal(0);
      expect(asked).to.have.length(2);
      const text = readFileSync(file('me.json'), 'utf8');
      expect(statSync(file('me.json')).mode & 0o777).to.equal(0o600);
      expect(text).to.include('"scrypt"').and.not.to.include(PASSPHRASE);
      const { address } = await well(`key show ${file('me.json')}`, 'checker@CORE-01');
      expect(out).to.include(String(address));
    });

    it('is never written over another file, nor with a passphrase that is short or was mistyped', async () => {
      const before = readFileSync(file('me.json'), 'utf8');
      const again = await refusal(`key new ${file('me.json')} --passphrase-file ${file('passphrase')}`, 'checker@CORE-01');
      expect([again.code, again.details['reason']]).to.deep.equal(['UNAVAILABLE', 'EEXIST']);
      expect(again.message).to.include('a key is never overwritten');
      expect(readFileSync(file('me.json'), 'utf8')).to.equal(before);
      expect((await refusal(`key new ${file('new.json')}`, 'checker@CORE-01', ['short'])).message).to.include('too short');
      const differs = await refusal(`key new ${file('new.json')}`, 'checker@CORE-01', [PASSPHRASE, `${PASSPHRASE}!`]);
      expect(differs.message).to.include('not the same');
      expect((await refusal(`key new ${file('new.json')}`, 'checker@CORE-01')).details['field']).to.equal('--passphrase-file');
    });

    it('is read from no other file', async () => {
      writeFileSync(file('other.json'), '{"version": 3}');
      writeFileSync(file('large.json'), 'x'.repeat(20_000));
      const costly = readFileSync(file('me.json'), 'utf8').replace('"n":131072', '"n":1073741824');
      writeFileSync(file('costly.json'), costly);
      for (const name of ['other.json', 'large.json', 'passphrase', 'costly.json']) {
        expect((await refusal(`key show ${file(name)}`, 'checker@CORE-01')).message, name).to.include('no encrypted key file');
      }
      expect((await refusal(`key show ${file('none.json')}`, 'checker@CORE-01')).code).to.equal('UNAVAILABLE');
    });

    it('is proposed, approved by the regulator, and listed with how it stands', async () => {
      const { address } = await well(`key propose ${file('me.json')} --person checker ${unlocked}`, 'maker@CORE-01');
      const waiting = await well('key list', 'checker@REGULATOR-01');
      expect((waiting['keys'] as object[])[0]).to.include({ company: 'CORE-01', state: 'PROPOSED', waitsFor: 'REGULATOR' });
      expect((await refusal(`key approve CORE-01 ${String(address)}`, 'checker@CORE-01')).code).to.equal('NOT_AUTHORISED');
      await well(`key approve CORE-01 ${String(address)}`, 'checker@REGULATOR-01');
      expect((await run('key list', 'maker@CORE-01')).out).to.match(/CORE-01\/checker +In force since/);
      expect((await refusal('key list CORE-01', 'maker@SUP-01')).code).to.equal('NOT_AUTHORISED');
    });

    it('is followed by another for which it vouches, and ended', async () => {
      await well(`key new ${file('next.json')} --passphrase-file ${file('passphrase')}`, 'checker@CORE-01');
      const propose = `key propose ${file('next.json')} ${unlocked}`;
      expect((await refusal(propose, 'maker@CORE-01')).details).to.deep.equal({ reason: 'VOUCHER_REQUIRED' });
      const vouched = `${propose} --voucher ${file('me.json')} --voucher-passphrase-file ${file('passphrase')}`;
      const { address } = await well(vouched, 'maker@CORE-01');
      await well(`key approve CORE-01 ${String(address)}`, 'checker@CORE-01');
      await well(`key revoke CORE-01 ${String(address)} --from 2036-01-01T00:00:00Z`, 'maker@CORE-01');
      expect((await run('key list', 'maker@CORE-01')).out).to.include('In force until 2036-01-01T00:00:00Z');
      await well(`key revoke CORE-01 ${String(address)}`, 'maker@CORE-01');
      expect((await run('key list', 'maker@CORE-01')).out).to.include('Revoked from');
    });
  });

  describe('an act that a program asks a signature for', () => {
    it('is told of by a dry run, and refused without one before anything is done', async () => {
      await well('program consent DEMO-CNY confirm=0 take=10,000.00', 'checker@CORE-01');
      expect((await refusal('program consent DEMO-CNY confirm=1.00', 'checker@CORE-01')).code).to.equal('CONDITION_UNMET');
      expect((await refusal('program consent DEMO-CNY sign=0', 'checker@CORE-01')).code).to.equal('MALFORMED');
      expect((await run('confirm SIGN-1-01 --dry-run', 'checker@CORE-01')).out).to.include('asks for your signature');
      expect((await refusal('confirm --all', 'checker@CORE-01')).details).to.include({ reason: 'REQUIRED' });
    });

    it('is shown item by item before it is signed, and not done when the person says no', async () => {
      const line = `confirm SIGN-1-01 --key ${file('me.json')}`;
      const { err, asked, code } = await run(line, 'checker@CORE-01', ['n']);
      expect(code).to.equal(2);
      for (const shown of ['I confirm title', 'SIGN-1-01: 12,500.00 CNY to SUP-01, due 2026-06-22', 'CORE-01/checker', '12,500.00 CNY'])
        expect(err).to.include(shown);
      expect(asked).to.deep.equal(['Sign this? [y/N] ']);
      expect((await refusal(line, 'checker@CORE-01', [])).details).to.deep.equal({ reason: 'DECLINED' });
      expect((await refusal(line, 'checker@CORE-01')).details).to.include({ field: '--yes' });
      expect((await refusal(line, 'checker@CORE-01', ['y', 'wrong passphrase'])).message).to.include('does not open this key file');
    });

    it('is done with the key, and the repeat of its request answers the same', async () => {
      const first = await well(`confirm SIGN-1-01 --key ${file('me.json')} --request-id REQ-KEY-1`, 'checker@CORE-01', ['y', PASSPHRASE]);
      expect(first['items']).to.equal(1);
      const again = await well(`confirm SIGN-1-01 ${me} --request-id REQ-KEY-1`, 'checker@CORE-01');
      expect(again['items']).to.equal(1);
    });

    it('is refused with a key that is not registered, or another person’s', async () => {
      const stranger = `--key ${file('next.json')} ${unlocked}`;
      expect((await refusal(`confirm SIGN-2-01 ${stranger}`, 'checker@CORE-01')).details).to.include({ reason: 'KEY_OF_ANOTHER' });
    });

    it('takes the key of the environment where a signature is asked for', async () => {
      const told: string[] = [];
      const code = await runTierline(['confirm', 'SIGN-2-01', ...unlocked.split(' '), '--as', 'checker@CORE-01'], {
        out: (text) => void told.push(text),
        err: (text) => void told.push(text),
        environment: { TIERLINE_DIR: file('ledger'), TIERLINE_KEY: file('me.json') },
        folder: process.cwd(),
        now: Date.now,
      });
      expect(code, told.join('')).to.equal(0);
    });
  });

  describe('a signer outside', () => {
    let device: Device;
    before(async () => {
      device = await Device.start();
      const propose = `key propose --signer ${device.url} --person checker --yes`;
      const { address } = await well(
        `${propose} --voucher ${file('me.json')} --voucher-passphrase-file ${file('passphrase')}`,
        'maker@CORE-01',
      );
      await well(`key approve CORE-01 ${String(address)}`, 'checker@CORE-01');
    });
    after(() => device.end());

    it('says no, has another account, or cannot be reached: each in one sentence', async () => {
      const line = `confirm SIGN-3-01 --signer ${device.url} --yes`;
      device.refusal = { code: 4001, message: 'User rejected the request.' };
      expect((await refusal(line, 'checker@CORE-01')).details).to.deep.equal({ reason: 'DECLINED' });
      device.refusal = { code: -32000, message: 'locked' };
      const locked = await refusal(line, 'checker@CORE-01');
      expect(locked.details).to.include({ reason: 'SIGNER', problem: 'locked' });
      device.refusal = null;
      const other = new TestKey().address;
      expect((await refusal(`${line} --address ${other}`, 'checker@CORE-01')).details).to.include({ reason: 'WRONG_ACCOUNT' });
      expect((await refusal(`${line} --address 0x12`, 'checker@CORE-01')).code).to.equal('MALFORMED');
      const nobody = await refusal('confirm SIGN-3-01 --signer http://127.0.0.1:9 --yes', 'checker@CORE-01');
      expect(nobody.message).to.include('The signer at http://127.0.0.1:9 does not sign');
    });

    it('signs what a wallet can show', async () => {
      await well(`confirm SIGN-3-01 --signer ${device.url} --yes`, 'checker@CORE-01');
      expect(device.seen.at(-1)?.primaryType).to.equal('ConfirmTitle');
    });
  });
});
