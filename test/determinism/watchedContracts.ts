import '@tierline/client-app/dist/quietFabric';
import type { Context, Contract } from 'fabric-contract-api';
import { contracts } from '@tierline/chaincode';
import { PLANTS } from './plants';
import { reordered } from './reordered';

/** What the contracts gave to Fabric's stub in one call, in their order, with the very bytes. */
export type Tape = string[];

/** How the contracts are run. */
export interface Watching {
  /** What they write, and the event that they set, is noted here. */
  readonly tape: Tape;
  /** Whether the input and every record that they read come to them with its keys in another order. */
  readonly reorders: boolean;
  /** Whether the mistakes of {@link PLANTS} are made. */
  readonly planted: boolean;
}

type Stub = Context['stub'];
type Method = (...args: readonly unknown[]) => unknown;

const WRITES = /^(put|delete|purge|set)/;
const READS = /^(getState|getPrivateData)$/;

/** The project's own contracts, run beneath a stub that writes down what they write. */
export function watchedContracts(watching: Watching): typeof contracts {
  return contracts.map((each) => watched(each, watching)) as unknown as typeof contracts;
}

function watched(Base: new () => Contract, watching: Watching): new () => Contract {
  return class extends Base {
    override async beforeTransaction(ctx: Context): Promise<void> {
      await super.beforeTransaction(ctx);
      ctx.stub = watchedStub(ctx.stub, watching);
    }

    override async afterTransaction(ctx: Context, result: unknown): Promise<void> {
      const plant = PLANTS[ctx.stub.getFunctionAndParameters().fcn];
      if (watching.planted && plant !== undefined) await ctx.stub.putState('PLANTED', Buffer.from(plant.stored(ctx)));
      await super.afterTransaction(ctx, result);
    }
  };
}

function watchedStub(stub: Stub, { tape, reorders }: Watching): Stub {
  return new Proxy(stub, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function' || typeof name !== 'string') return member;
      const method = (member as Method).bind(target);
      if (WRITES.test(name)) return (...args: readonly unknown[]) => noted(tape, name, args, method);
      if (!reorders) return method;
      if (READS.test(name)) return async (...args: readonly unknown[]) => reordered((await method(...args)) as Uint8Array);
      return name === 'getTransient' ? () => reorderedInput(method() as Map<string, Uint8Array>) : method;
    },
  });
}

function noted(tape: Tape, name: string, args: readonly unknown[], method: Method): unknown {
  const told = args.map((each) => (each instanceof Uint8Array ? Buffer.from(each).toString('base64') : String(each)));
  tape.push([name, ...told].join('\n'));
  return method(...args);
}

function reorderedInput(transient: Map<string, Uint8Array>): Map<string, Uint8Array> {
  return new Map([...transient].map(([name, bytes]) => [name, name === 'input' ? reordered(bytes) : bytes]));
}
