import { useTranslation } from 'react-i18next';
import type { Trace } from '../../api/answers';
import { Amount, Day } from '../../parts/texts';

/** The trade documents behind a receivable; their contents stay with their owners. */
export function Documents({ documents }: { readonly documents: Trace['documents'] }) {
  const { t } = useTranslation();
  return (
    <div className="scrolls" tabIndex={0} role="group" aria-label={t('receivable.documents')}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('document.type')}</th>
            <th scope="col">{t('document.number')}</th>
            <th scope="col">{t('document.issueDate')}</th>
            <th scope="col" className="num">
              {t('column.amount')}
            </th>
            <th scope="col">{t('document.digest')}</th>
          </tr>
        </thead>
        <tbody>
          {documents.map(({ type, number, issueDate, amountMinor, digest }) => (
            <tr key={digest}>
              <td>{t(`document.is.${type}`)}</td>
              <td>{number}</td>
              <td>
                <Day date={issueDate} />
              </td>
              <td className="num">
                <Amount minor={amountMinor} />
              </td>
              <td className="mono">{digest}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
