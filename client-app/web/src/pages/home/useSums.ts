import { useMemo } from 'react';
import type { Dashboard, Statement, Sum } from '../../api/answers';
import type { Problem } from '../../api/problem';
import { useAsk } from '../../api/useAsk';
import { addDays } from '../../format/dates';
import { sumOf } from '../../format/money';
import { useSession } from '../../session/session';

const DAYS_AHEAD = 30;

/** How things stand for the reader, or why that cannot be told. */
export interface Sums {
  readonly data: Dashboard | undefined;
  readonly error: Problem | null;
  readonly again: () => void;
}

/**
 * What the program comes to for the reader. A supplier is owed what is still to come for the tokens that he holds, whoever's receivables
 * they were; not what others hold of his.
 */
export function useSums(): Sums {
  const { role, program } = useSession();
  const isHolder = role === 'supplier';
  const sums = useAsk('/programs/{program}/dashboard');
  const own = useAsk('/programs/{program}/statement', {}, { isWanted: isHolder });
  const [all, lines] = [sums.data, own.data?.lines];
  const data = useMemo(() => {
    if (!isHolder || all === undefined) return all;
    return lines === undefined ? undefined : { ...all, ...owedBy(lines, program.businessDate) };
  }, [isHolder, all, lines, program.businessDate]);
  const again = (): void => {
    void sums.refetch();
    if (isHolder) void own.refetch();
  };
  return { data, error: sums.error ?? own.error, again };
}

/** What is still to come, of it late, and of it soon. */
function owedBy(lines: Statement['lines'], today: string): Pick<Dashboard, 'outstandingMinor' | 'overdue' | 'dueIn30Days'> {
  const open = lines.filter(({ restMinor }) => restMinor !== '0');
  const sum = (of: Statement['lines']): Sum => ({
    count: of.length,
    amountMinor: String(sumOf(of.map(({ restMinor }) => restMinor))),
  });
  return {
    outstandingMinor: sum(open).amountMinor,
    overdue: sum(open.filter(({ payDate }) => payDate < today)),
    dueIn30Days: sum(open.filter(({ payDate }) => payDate >= today && payDate <= addDays(today, DAYS_AHEAD))),
  };
}
