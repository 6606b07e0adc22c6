import '@tierline/client-app/dist/quietFabric';
import { existsSync } from 'node:fs';
import { ServerResponse, type IncomingMessage } from 'node:http';
import { Waiting } from '@tierline/client-app/dist/adapters/fabric/expected';
import { Ordering } from '@tierline/client-app/dist/adapters/fabric/ordering';
import { SqlReadStore } from '@tierline/client-app/dist/adapters/sql';
import { SqlDatabase } from '@tierline/client-app/dist/adapters/sql/sqlDatabase';
import { watched } from '../../../readmodel/failing';
import proposals = require('@tierline/client-app/dist/adapters/fabric/proposals');

/** Loaded before an application: kills its own process at one point of a transaction, once a file is there. */
const POINT = process.env['DYING_AT'] ?? '';
const ARMED_BY = process.env['DYING_WHEN'] ?? '';

type Method = (this: unknown, ...rest: unknown[]) => unknown;

function reached(point: string): void {
  if (point === POINT && existsSync(ARMED_BY)) process.kill(process.pid, 'SIGKILL');
}

/** Puts something around a function. @param wrap given the function's object, and what calls it on that one or another */
function around(holder: object, name: string, wrap: (call: (on: unknown) => unknown, own: unknown) => unknown): void {
  const original = Reflect.get(holder, name) as Method;
  const wrapped = function wrapped(this: unknown, ...rest: unknown[]): unknown {
    return wrap((on) => original.apply(on, rest), this);
  };
  Object.assign(holder, { [name]: wrapped });
}

around(proposals, 'propose', async (call, own) => {
  reached('before it was endorsed');
  const proposed = await call(own);
  reached('after it was endorsed');
  return proposed;
});

around(Ordering.prototype, 'order', async (call, own) => {
  const ordered = await call(own);
  reached('after it was ordered');
  return ordered;
});

around(Waiting.prototype, 'tell', (call, own) => {
  reached('before its commit was noticed');
  return call(own);
});

around(SqlReadStore.prototype, 'apply', (call, own) => {
  const { pool, schema } = (own as SqlReadStore).database;
  const before = (statement: string): void => {
    if (statement === 'commit') reached('before its rows were committed');
  };
  return call(new SqlReadStore(new SqlDatabase(watched(pool, { before }), schema)));
});

/** Signing in is answered as well, to the caller and to the application itself. */
const isOfCommand = ({ req }: ServerResponse): boolean =>
  (req as IncomingMessage & { readonly originalUrl?: string }).originalUrl?.startsWith('/api/v1/transactions/') === true;

around(ServerResponse.prototype, 'end', (call, own) => {
  if (isOfCommand(own as ServerResponse)) reached('before it was answered');
  return call(own);
});
