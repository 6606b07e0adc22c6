import { useTranslation } from 'react-i18next';
import type { JobRefusal } from '../api/answers';
import { useExplain } from './explain';
import { useFileRefusal } from './fileRefusal';

/** Each refused item with the reason, in the reader's words. */
export function RefusalTable({ title, refusals }: { readonly title: string; readonly refusals: readonly JobRefusal[] }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const explainRow = useFileRefusal();
  if (refusals.length === 0) return null;
  return (
    <section className="refusals">
      <h3>{title}</h3>
      <div className="scrolls" tabIndex={0} role="group" aria-label={title}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('column.item')}</th>
              <th scope="col">{t('column.why')}</th>
            </tr>
          </thead>
          <tbody>
            {refusals.map((refusal) => (
              <tr key={`${refusal.item} ${refusal.field} ${refusal.code} ${refusal.value}`}>
                <td className="mono">{refusal.item}</td>
                <td>{refusal.details === null ? explainRow(refusal) : explain({ code: refusal.code, details: refusal.details })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
