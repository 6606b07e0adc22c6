import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { perMille } from '../format/money';
import { Amount } from './texts';

/** One sum of several. */
export interface SumRow {
  readonly key: string;
  /** What is summed. */
  readonly name: ReactNode;
  readonly count: number;
  /** Minor units. */
  readonly minor: bigint;
}

/** Sums in a small table. */
export interface SumTableProps {
  /** Head of the column that says what is summed. */
  readonly of: string;
  /** Head of the column of amounts. */
  readonly amount: string;
  readonly rows: readonly SumRow[];
  /** Whether a bar shows each one's part of all. */
  readonly withShares?: boolean;
}

/** See {@link SumTableProps}. */
export function SumTable({ of, amount, rows, withShares = false }: SumTableProps) {
  const { t } = useTranslation();
  const all = rows.reduce((total, { minor }) => total + minor, 0n);
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{of}</th>
          <th scope="col" className="num">
            {t('column.count')}
          </th>
          <th scope="col" className="num">
            {amount}
          </th>
          {withShares ? <th scope="col" aria-hidden="true" /> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, count, minor }) => (
          <tr key={key}>
            <td>{name}</td>
            <td className="num">{count}</td>
            <td className="num">
              <Amount minor={minor} />
            </td>
            {withShares ? (
              <td className="share">
                <i style={{ width: `${perMille(minor, all) / 10}%` }} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
