import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { getAddress } from 'ethers';
import { Folder, inProcess, jsonOf, PROGRAM_FILE } from '../cli/commandLine';
import { Anvil } from '../support/anvil';
import { NotaryFolder } from '../support/notaryFolder';

describe('the commands of a notary', () => {
  const ledger = new Folder();
  let anvil: Anvil;
  let files: NotaryFolder;
  let contract = '';

  before(async () => {
    anvil = await Anvil.start();
    files = new NotaryFolder(anvil);
    expect((await inProcess(ledger.path, 'init')).code).to.equal(0);
  });

  after(async () => {
    await anvil.stop();
    files.remove();
    ledger.remove();
  });

  const notary = (...words: readonly string[]) => inProcess(ledger.path, 'notary', ...words);
  const address = (account: number): string => anvil.wallet(account).address;

  it('refuse settings that are wrong, naming field and mend', async () => {
    const refused: readonly (readonly [Record<string, unknown>, RegExp])[] = [
      [{ rpc: [] }, /^MALFORMED: .*settings\.yaml, rpc/],
      [{ rpc: ['ftp://node'] }, /^MALFORMED: .*rpc\.0 is not accepted: an address that begins with http/],
      [{ chainId: 'one' }, /^MALFORMED: .*chainId/],
      [{ contract: '0x12' }, /^MALFORMED: .*contract is not accepted: an address of a contract/],
      [{ confirmations: 0 }, /^MALFORMED: .*confirmations/],
      [{ everyBlock: 5 }, /^MALFORMED: .*everyBlock/],
      [{ keystore: 'nowhere.key' }, /^UNAVAILABLE: The file .*nowhere\.key cannot be used: it does not exist/],
      [{ keystore: 'passphrase.txt' }, /^MALFORMED: .*passphrase\.txt, keystore is not accepted: no encrypted JSON keystore/],
      [{ passphraseFile: 'open.txt' }, /^CONDITION_UNMET: Others may read the passphrase/],
      [{ passphraseFile: 'other.txt' }, /^CONDITION_UNMET: The passphrase does not open the key/],
      [{ passphraseFile: 'empty.txt' }, /^MALFORMED: passphrase is missing/],
      [{ passphraseFile: undefined }, /^MALFORMED: passphraseFile is missing: name a file with it/],
      [{ rpc: ['http://127.0.0.1:9/key-of-access'] }, /^UNAVAILABLE: No node of the chain answers/],
      [{ chainId: 1 }, /^CONDITION_UNMET: The node is of chain 31337 and the settings name chain 1/],
      [{ maxFeeGwei: 0.000001 }, /^CONDITION_UNMET: The chain asks for \d+ wei a unit of gas and the settings allow 1000:/],
    ];
    writeFileSync(files.file('open.txt'), 'x', { mode: 0o644 });
    writeFileSync(files.file('other.txt'), 'another', { mode: 0o600 });
    writeFileSync(files.file('empty.txt'), '\n', { mode: 0o600 });
    for (const [more, expected] of refused) {
      const { code, err } = await notary('deploy', '--notary', files.settings('settings', 0, more));
      expect(err).to.match(expected);
      expect(err).not.to.include('key-of-access');
      expect(code).to.equal(err.startsWith('UNAVAILABLE') ? 3 : 2);
    }
  });

  it('deploy the contract', async () => {
    const ran = await notary('deploy', '--notary', files.settings('owner', 0), '--json');
    expect(ran.err).to.equal('');
    contract = String(jsonOf(ran)['contract']);
    expect(await anvil.rpc('eth_getCode', contract, 'latest')).to.have.length.above(1_000);
    expect(jsonOf(ran)['account']).to.equal(address(0));
  });

  it('refuse a contract that is not named, or is not there', async () => {
    expect((await notary('run', '--once', '--notary', files.settings('one', 1))).err).to.match(
      /^CONDITION_UNMET: The settings name no contract/,
    );
    const elsewhere = files.settings('one', 1, { contract: address(5) });
    expect((await notary('run', '--once', '--notary', elsewhere)).err).to.match(/^CONDITION_UNMET: There is no contract of roots at 0x/);
    expect((await notary('register', '--notary', elsewhere)).err).to.match(/^CONDITION_UNMET: There is no contract of roots at 0x/);
  });

  it('refuse a contract of other code', async () => {
    const code = await anvil.rpc<string>('eth_getCode', contract, 'latest');
    const imitated = address(6);
    await anvil.rpc('anvil_setCode', imitated, `${code}00`);
    const owner = files.settings('owner', 0, { contract: imitated });
    const expected = /^CONDITION_UNMET: The code at 0x[0-9a-fA-F]{40} on chain 31337 is not that of the contract of roots \(SHA-256 /;
    const sent = await anvil.rpc('eth_getTransactionCount', address(0), 'pending');
    for (const words of [['register'], ['register', '--remove'], ['run', '--once'], ['status']]) {
      const { code: ended, err } = await notary(...words, '--notary', owner);
      expect(err).to.match(expected);
      expect(ended).to.equal(2);
    }
    expect(await anvil.rpc('eth_getTransactionCount', address(0), 'pending')).to.equal(sent);
    await anvil.rpc('anvil_setCode', imitated, '0x');
  });

  it('refuse a notary that is not registered, and a registration by who does not own the contract', async () => {
    const one = files.settings('one', 1, { contract });
    expect((await notary('run', '--once', '--notary', one)).err).to.equal('NOT_AUTHORISED: Not allowed: this needs a registered notary.\n');
    expect((await notary('register', '--notary', one)).err).to.match(/^NOT_AUTHORISED: .*the owner of the contract/);
    expect((await notary('register', '0x12', '--notary', one)).err).to.match(/^MALFORMED: account "0x12" is not accepted/);
  });

  it('register a notary, publish what waits, and tell how far the roots are', async () => {
    const owner = files.settings('owner', 0, { contract });
    const one = files.settings('one', 1, { contract });
    expect((await notary('register', address(1), '--notary', owner)).code).to.equal(0);
    const before = jsonOf(await notary('status', '--notary', one, '--json'));
    expect(before).to.include({ registered: true, newest: null, confirmed: null, underWay: null, account: address(1) });
    expect(before['waiting']).to.be.greaterThan(0);
    const ran = jsonOf(await notary('run', '--once', '--notary', one, '--json'));
    expect(ran).to.include({ roots: 1, waiting: 0 });
    const after = jsonOf(await notary('status', '--notary', one, '--json'));
    expect(after).to.include({ blocksBehind: 0, waiting: 0, underWay: null });
    expect(after).to.have.nested.property('confirmed.number', 1);
    const told = await notary('status', '--notary', one);
    expect(told.out).to.match(/confirmed {4}1: blocks 0 to \d+/);
    expect(jsonOf(await notary('run', '--once', '--notary', one, '--json'))).to.include({ roots: 0, waiting: 0 });
  });

  it('run until they are told to end', async () => {
    const child = spawn(process.execPath, [PROGRAM_FILE, 'notary', 'run', '--json', '--notary', files.settings('one', 1, { contract })], {
      env: { ...process.env, TIERLINE_DIR: ledger.path },
    });
    const told: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => told.push(chunk.toString('utf8')));
    const closed = once(child, 'close');
    for await (const chunk of child.stderr) if (String(chunk).includes('Ctrl-C ends it')) break;
    child.kill('SIGINT');
    expect(await closed).to.deep.equal([0, null]);
    expect(JSON.parse(told.join(''))).to.include({ roots: 0, waiting: 0 });
  });

  it('remove a notary', async () => {
    const owner = files.settings('owner', 0, { contract });
    expect((await notary('register', address(1), '--notary', owner, '--remove')).code).to.equal(0);
    const status = jsonOf(await notary('status', '--notary', files.settings('one', 1, { contract }), '--json'));
    expect(status).to.include({ registered: false });
  });

  it('make a key that only its owner can read, and overwrite none', async () => {
    const file = files.file('made.json');
    const words = ['key', file, '--passphrase-file', files.file('passphrase.txt')];
    const made = jsonOf(await notary(...words, '--json'));
    expect(getAddress(String(made['account']))).to.equal(made['account']);
    expect(statSync(file).mode & 0o077).to.equal(0);
    expect(readFileSync(file, 'utf8')).not.to.include('correct horse');
    const again = await notary(...words);
    expect(again.err).to.match(/^UNAVAILABLE: .*there is a file of that name/);
  });

  it('leave no key behind in the ledger', () => {
    const journal = join(ledger.path, 'notary-under-way.json');
    expect(existsSync(journal)).to.equal(true);
    expect(readFileSync(journal, 'utf8')).to.equal('null\n');
  });
});
