import type { Context } from './context';

/** The PostgreSQL that is named for the read model: by --database-url, or else by DATABASE_URL; null where neither names one. */
export function databaseUrlIn({ input, surroundings }: Context): string | null {
  const given = surroundings.environment['DATABASE_URL'];
  return input.text('database-url') ?? (given === undefined || given === '' ? null : given);
}
