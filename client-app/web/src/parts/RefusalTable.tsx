import { useTranslation } from 'react-i18next';
import type { ItemRefusal } from '../api/batch';
import { useExplain } from './explain';

/** Each refused item with the reason, in the reader's words. */
export function RefusalTable({ title, refusals }: { readonly title: string; readonly refusals: readonly ItemRefusal[] }) {
  const { t } = useTranslation();
  const explain = useExplain();
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
              <tr key={`${refusal.item} ${refusal.condition ?? refusal.code}`}>
                <td className="mono">{refusal.item}</td>
                <td>{explain(told(refusal))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A condition of a dry run has its own words where the code alone says less. */
const told = (refusal: ItemRefusal): ItemRefusal =>
  refusal.code === 'CONDITION_UNMET' && refusal.condition !== null
    ? { ...refusal, details: { condition: refusal.condition, ...refusal.details } }
    : refusal;
