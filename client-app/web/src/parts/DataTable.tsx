import { Button, Table, type TableColumnType } from 'antd';
import { useEffect, useRef, useSyncExternalStore, type Key, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { ExportButtons } from './ExportButtons';
import { Failed, Loading, Nothing } from './States';

/** One column of a list. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** For a file: plain text; without it the column is left out. */
  readonly text?: (row: Row) => string;
  readonly isNumber?: boolean;
  readonly width?: number;
  /** The server's words for rising and falling order. */
  readonly orders?: readonly [string, string];
}

/** Which rows are chosen, and how to choose others. */
export interface Choosing {
  readonly chosen: readonly string[];
  readonly choose: (keys: readonly string[]) => void;
}

/** What a list needs. */
export interface DataTableProps<Row> {
  /** Names the list to readers and its exported file. */
  readonly name: string;
  readonly rows: readonly Row[] | undefined;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly problem?: Problem | null;
  readonly again?: () => void;
  readonly empty: ReactNode;
  readonly choosing?: Choosing;
  readonly order?: string | undefined;
  readonly onOrder?: (order: string | undefined) => void;
  /** Reads further rows; absent at the end. */
  readonly more?: (() => void) | undefined;
  readonly toolbar?: ReactNode;
}

const PHONE = '(max-width: 700px)';
const phone = matchMedia(PHONE);
const ROW_PX = 37;
const OTHERS_PX = 330;
const LEAST_PX = 280;
/** So many rows are drawn whole; of more only those that are seen. */
const MOST_DRAWN = 60;

function usePhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      phone.addEventListener('change', listener);
      return () => phone.removeEventListener('change', listener);
    },
    () => phone.matches,
  );
}

/** A list of rows: a table on a desk, cards on a phone; loading, empty and error states; export of what is on screen. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const isPhone = usePhone();
  const { rows, problem, again, empty, columns, name, toolbar } = props;
  if (rows === undefined) {
    return problem === null || problem === undefined ? (
      <Loading rows={8} />
    ) : (
      <Failed problem={problem} {...(again === undefined ? {} : { again })} />
    );
  }
  return (
    <div className="list">
      <div className="toolbar">
        <div>{toolbar}</div>
        {rows.length === 0 ? null : <ExportButtons name={name} columns={columns} rows={rows} />}
      </div>
      {rows.length === 0 ? <Nothing>{empty}</Nothing> : isPhone ? <Cards {...props} rows={rows} /> : <Wide {...props} rows={rows} />}
    </div>
  );
}

type Filled<Row> = DataTableProps<Row> & { readonly rows: readonly Row[] };

function Wide<Row extends object>({ rows, columns, keyOf, choosing, order, onOrder, more, name }: Filled<Row>) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The table measures its columns with a hidden copy of the heading: nobody may come into it with the keyboard.
    for (const copy of box.current?.querySelectorAll<HTMLElement>('.ant-table-measure-row') ?? []) copy.inert = true;
  });
  const height = Math.max(LEAST_PX, innerHeight - OTHERS_PX);
  const isLong = rows.length > MOST_DRAWN;
  const near = (): void => {
    if (more !== undefined) more();
  };
  return (
    <div ref={box} className="wide" role="region" aria-label={name}>
      <Table<Row>
        size="small"
        pagination={false}
        virtual={isLong}
        dataSource={rows}
        rowKey={keyOf}
        columns={columns.map((column) => wideColumn(column, order))}
        {...(isLong ? { scroll: { y: height, x: widthOf(columns) } } : { scroll: { x: widthOf(columns) } })}
        {...(choosing === undefined ? {} : { rowSelection: selectionOf(choosing) })}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          if (scrollTop + clientHeight > scrollHeight - ROW_PX * MOST_DRAWN) near();
        }}
        onChange={(_pages, _filters, sorter) => {
          if (Array.isArray(sorter) || onOrder === undefined) return;
          const orders = columns.find(({ key }) => key === sorter.columnKey)?.orders;
          onOrder(sorter.order === undefined || sorter.order === null ? undefined : orders?.[sorter.order === 'ascend' ? 0 : 1]);
        }}
      />
      {isLong ? null : <More more={more} />}
    </div>
  );
}

const WIDTH = 140;
const CHOICE_PX = 44;
const widthOf = <Row,>(columns: readonly Column<Row>[]): number => columns.reduce((total, { width = WIDTH }) => total + width, 0);

function wideColumn<Row extends object>(
  { key, title, cell, isNumber, width = WIDTH, orders }: Column<Row>,
  order?: string,
): TableColumnType<Row> {
  return {
    key,
    title,
    width,
    ...(isNumber === true ? { align: 'right' as const } : {}),
    ...(orders === undefined
      ? {}
      : { sorter: true, sortOrder: order === orders[0] ? ('ascend' as const) : order === orders[1] ? ('descend' as const) : null }),
    render: (_value, row) => cell(row),
  };
}

const selectionOf = ({ chosen, choose }: Choosing) => ({
  selectedRowKeys: [...chosen],
  columnWidth: CHOICE_PX,
  preserveSelectedRowKeys: true,
  onChange: (keys: readonly Key[]) => choose(keys.map(String)),
});

function Cards<Row extends object>({ rows, columns, keyOf, choosing, more, name }: Filled<Row>) {
  const [first, ...others] = columns;
  const chosen = new Set(choosing?.chosen ?? []);
  return (
    <>
      <ul className="cards" aria-label={name}>
        {rows.map((row) => {
          const key = keyOf(row);
          return (
            <li key={key}>
              <div className="head">
                {choosing === undefined ? null : (
                  <input
                    type="checkbox"
                    aria-label={key}
                    checked={chosen.has(key)}
                    onChange={({ target }) =>
                      choosing.choose(target.checked ? [...chosen, key] : choosing.chosen.filter((each) => each !== key))
                    }
                  />
                )}
                {first?.cell(row)}
              </div>
              <dl>
                {others.map(({ key: column, title, cell }) => (
                  <div key={column}>
                    <dt>{title}</dt>
                    <dd>{cell(row)}</dd>
                  </div>
                ))}
              </dl>
            </li>
          );
        })}
      </ul>
      <More more={more} />
    </>
  );
}

/** Reads further rows when it comes into sight, or when it is asked. */
function More({ more }: { readonly more: (() => void) | undefined }) {
  const { t } = useTranslation();
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = mark.current;
    if (element === null || more === undefined) return undefined;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) more();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [more]);
  if (more === undefined) return null;
  return (
    <div ref={mark} className="more">
      <Button onClick={more}>{t('list.more')}</Button>
    </div>
  );
}
