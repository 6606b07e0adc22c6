import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { HDNodeWallet, Mnemonic, Wallet } from 'ethers';

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
const WORDS = 'test test test test test test test test test test test junk';
const START_TIMEOUT_MS = 20_000;
const EXECUTABLE = 0o755;

/** The number of the chain that tests run. */
export const CHAIN_ID = 31_337;

/** An EVM chain of a test's own on loopback: it does nothing unless it is told, or asked to mine by itself. */
export class Anvil {
  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
  ) {}

  /** Starts a chain with ten rich accounts. */
  static async start(chainId = CHAIN_ID): Promise<Anvil> {
    const args = ['--port', '0', '--host', '127.0.0.1', '--chain-id', String(chainId), '--mnemonic', WORDS];
    const started = spawn(program(), args, { stdio: ['ignore', 'pipe', 'inherit'] });
    return new Anvil(await addressIn(started), started);
  }

  /** One of the rich accounts. */
  wallet(index: number): Wallet {
    const { privateKey } = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(WORDS), `m/44'/60'/0'/0/${index}`);
    return new Wallet(privateKey);
  }

  /** Calls the node. @throws Error with what it answers */
  async rpc<T = unknown>(method: string, ...params: readonly unknown[]): Promise<T> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const response = await fetch(this.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { result, error } = (await response.json()) as { readonly result: T; readonly error?: { readonly message: string } };
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /** Makes blocks. */
  async mine(blocks = 1): Promise<void> {
    await this.rpc('anvil_mine', `0x${blocks.toString(16)}`);
  }

  /** Whether each transaction is taken into a block at once. */
  async mineAtOnce(does: boolean): Promise<void> {
    await this.rpc('evm_setAutomine', does);
  }

  /** Ends it. */
  async stop(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
  }
}

/** The platform's own package holds the program; the wrapper's script after its installation, which would fetch it, is not needed. */
function program(): string {
  const name = `@foundry-rs/anvil-${process.platform}-${ARCHITECTURES[process.arch] ?? process.arch}`;
  const found = join(dirname(require.resolve(`${name}/package.json`)), 'bin/anvil');
  chmodSync(found, EXECUTABLE);
  return found;
}

async function addressIn(started: ChildProcess): Promise<string> {
  const late = setTimeout(() => started.kill('SIGKILL'), START_TIMEOUT_MS);
  let text = '';
  try {
    for await (const chunk of started.stdout ?? []) {
      text += String(chunk);
      const [, address] = /Listening on (127\.0\.0\.1:\d+)/.exec(text) ?? [];
      if (address !== undefined) return `http://${address}`;
    }
  } finally {
    clearTimeout(late);
    // What it goes on to say is read by nobody, and must not fill the pipe.
    started.stdout?.resume();
  }
  throw new Error(`anvil did not start: ${text.slice(0, 1_000)}`);
}

/** A door before a node, which tests shut and open. */
export class Gate {
  isOpen = true;

  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async before(target: string): Promise<Gate> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const gate = new Gate(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
    server.on('request', (incoming, outgoing) => {
      if (!gate.isOpen) return void incoming.socket.destroy();
      const passed = request(target, { method: incoming.method, headers: incoming.headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      passed.on('error', () => outgoing.destroy());
      incoming.pipe(passed);
    });
    return gate;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
