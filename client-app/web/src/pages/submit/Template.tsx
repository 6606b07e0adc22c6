import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';

const COLUMNS = ['number', 'party', 'issueDate', 'dueDate', 'amount', 'currency'] as const;

/** An empty file with the names of the columns that are known, for a spreadsheet. */
export function Template() {
  const { t } = useTranslation();
  const { role } = useSession();
  const names = COLUMNS.map((name) => t(`file.column.${name === 'party' ? (role === 'core' ? 'supplier' : 'customer') : name}`));
  const save = async (): Promise<void> => {
    const { saveTable } = await import('../../parts/saveTable');
    await saveTable(
      t('file.templateName'),
      'csv',
      [names],
      names.map(() => false),
    );
  };
  return (
    <button type="button" className="quiet" onClick={() => void save()}>
      {t('file.template')}
    </button>
  );
}
