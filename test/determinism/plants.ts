import type { Context } from 'fabric-contract-api';

/** Mistakes by which two peers could differ, each planted after one transaction that does nothing wrong itself. */
export const PLANTS: Readonly<Record<string, { readonly mistake: string; readonly stored: (ctx: Context) => string }>> = {
  'token:split': { mistake: 'the local clock', stored: () => String(Date.now()) },
  'token:merge': { mistake: 'a date without a time', stored: () => new Date().toISOString() },
  'token:assign': { mistake: 'Math.random', stored: () => String(Math.random()) },
  'financing:ask': { mistake: 'the time zone', stored: (ctx) => ctx.stub.getDateTimestamp().toString() },
  'financing:setLimit': { mistake: 'the language', stored: () => (1_234_567.8).toLocaleString() },
  'receivable:submit': { mistake: 'the order of keys in an input', stored: (ctx) => keysOf(ctx.stub.getTransient().get('input')) },
  'settlement:settle': { mistake: 'what an earlier call left behind', stored: () => String((calls += 1)) },
  'company:setStatus': { mistake: 'what the process was started with', stored: () => process.env['TZ'] ?? '' },
};

let calls = 0;

function keysOf(input: Uint8Array | undefined): string {
  return Object.keys(JSON.parse(Buffer.from(input ?? []).toString('utf8')) as object).join();
}
