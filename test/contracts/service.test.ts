import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';

const ROOT = join(__dirname, '../../..');
const CHAINCODE = join(ROOT, 'chaincode');

/** A port of this machine that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Runs the start script of the chaincode's package in the shell's own process, so that its id is the service's. */
function start(port: number): ChildProcess {
  const { scripts } = JSON.parse(readFileSync(join(CHAINCODE, 'package.json'), 'utf8')) as { readonly scripts: { readonly start: string } };
  return spawn('sh', ['-c', `exec ${scripts.start}`], {
    cwd: CHAINCODE,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: [join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
      CHAINCODE_SERVER_ADDRESS: `127.0.0.1:${port}`,
      CHAINCODE_ID: 'tierline_0:1',
    },
  });
}

describe('chaincode as a service', function () {
  this.timeout(30_000);

  it('starts from its package with the address and id that a network gives, and listens', async () => {
    const port = await freePort();
    const service = start(port);
    const said: string[] = [];
    for (const stream of [service.stdout, service.stderr]) stream?.on('data', (bytes) => said.push(String(bytes)));
    try {
      for (let tries = 0; tries < 200 && service.exitCode === null && !(await listens(port)); tries += 1) await sleep(100);
      expect(await listens(port), said.join('')).to.equal(true);
    } finally {
      service.kill();
      if (service.exitCode === null && service.signalCode === null) await once(service, 'exit');
    }
    expect(await listens(port)).to.equal(false);
  });
});
