import type { Msp } from '@tierline/chaincode/api';
import type { CompiledQuery, PostgresPool } from 'kysely';
import type { Pool } from 'pg';
import { postgresPool } from './postgresPool';

/** Connections that read with one organisation's eyes for as long as they last, so that nothing must be said before a question. */
export interface ViewerPools {
  /** An organisation's; the empty text sees what everybody may see. */
  of(viewer: Msp): PostgresPool;
  /** Asks a statement, which a connection reads and checks once only. */
  ask<Row>(viewer: Msp, statement: Pick<CompiledQuery<Row>, 'sql' | 'parameters'>): Promise<readonly Row[]>;
  /** Releases them all. */
  end(): Promise<void>;
}

/** Statements that each connection keeps, at most. */
const MAX_NAMED = 100;
const VIEWER = /^[A-Za-z0-9]{0,40}$/;

/** The connections of each viewer to the tables of one schema; null for an address that has settings of its own, which would go before these. */
export function viewerPools(databaseUrl: string, schema: string): ViewerPools | null {
  if (new URL(databaseUrl).searchParams.has('options')) return null;
  const pools = new Map<Msp, Pool>();
  const of = (viewer: Msp): Pool => {
    const known = pools.get(viewer) ?? postgresPool(databaseUrl, settingsOf(viewer, schema));
    pools.set(viewer, known);
    return known;
  };
  const names = new Map<string, string>();
  return {
    of,
    ask: async (viewer, { sql: text, parameters }) => {
      const values = [...parameters];
      if (!names.has(text) && names.size < MAX_NAMED) names.set(text, `asked_${names.size}`);
      const name = names.get(text);
      return (await of(viewer).query(name === undefined ? { text, values } : { name, text, values })).rows;
    },
    end: async () => void (await Promise.all([...pools.values()].map((pool) => pool.end()))),
  };
}

function settingsOf(viewer: Msp, schema: string): Readonly<Record<string, string>> {
  if (!VIEWER.test(viewer)) throw new Error('an MSP id has letters and digits alone');
  return {
    search_path: `${schema},pg_temp`,
    'tierline.viewer': viewer,
    'tierline.writer': 'off',
    default_transaction_read_only: 'on',
    max_parallel_workers_per_gather: '0',
    jit: 'off',
    // A plan for any values would do for most and be far off for few: the plan is made for each question, with its values.
    plan_cache_mode: 'force_custom_plan',
  };
}
