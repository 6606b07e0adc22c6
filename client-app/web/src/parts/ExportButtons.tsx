import { useTranslation } from 'react-i18next';
import type { Column } from './DataTable';

/** What is exported. */
export interface Exporting<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** Writes what is on screen into a file: CSV, or a workbook. The writers are loaded when they are wanted. */
export function ExportButtons<Row>({ name, columns, rows }: Exporting<Row>) {
  const { t } = useTranslation();
  const told = columns.filter(({ text }) => text !== undefined);
  if (told.length === 0) return null;
  const table = (): readonly (readonly string[])[] => [
    told.map(({ title }) => title),
    ...rows.map((row) => told.map(({ text }) => text?.(row) ?? '')),
  ];
  const save = async (kind: 'csv' | 'xlsx'): Promise<void> => {
    const { saveTable } = await import('./saveTable');
    await saveTable(
      name,
      kind,
      table(),
      told.map(({ isNumber = false }) => isNumber),
    );
  };
  return (
    <span className="export">
      <button type="button" className="quiet" onClick={() => void save('csv')}>
        {t('list.csv')}
      </button>
      <button type="button" className="quiet" onClick={() => void save('xlsx')}>
        {t('list.xlsx')}
      </button>
    </span>
  );
}
