import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/client';
import { Card } from '../../parts/Card';

type Known = Answer<'/programs/{program}/tokens/{token}/knowledge'>;

/** The records about a token: in clear, or as hashes. */
export function Sights({ records, nothing }: Pick<Known, 'records' | 'nothing'>) {
  const { t } = useTranslation();
  const clear = records.filter(({ how }) => how === 'CLEAR');
  const hashed = records.filter(({ how }) => how === 'HASH');
  return (
    <>
      <Card title={t('knowledge.clear', { count: clear.length })}>
        <ul className="sights">
          {clear.map((sight) => (
            <li key={`${sight.collection} ${sight.kind} ${sight.id}`}>
              <details>
                <summary>
                  <b>{t(`record.${sight.kind}`, { defaultValue: sight.kind ?? '' })}</b> <span className="mono">{sight.id}</span>{' '}
                  <small>
                    {sight.collection === '' ? t('knowledge.public') : sight.collection}, {t('life.block', { block: sight.block })}
                  </small>
                </summary>
                <pre tabIndex={0}>{JSON.stringify(sight.record, null, 2)}</pre>
              </details>
            </li>
          ))}
        </ul>
      </Card>
      {hashed.length === 0 ? null : (
        <Card title={t('knowledge.hashed', { count: hashed.length })}>
          <p className="hint">{t('knowledge.hashedMeans')}</p>
          <ul className="sights">
            {hashed.map((sight) => (
              <li key={`${sight.collection} ${sight.keyHash} ${sight.valueHash}`}>
                <small>
                  {sight.collection}, {t('life.block', { block: sight.block })}
                </small>
                <span className="mono wraps">{sight.valueHash ?? t('knowledge.noHash')}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title={t('knowledge.nothing')}>
        <ul className="plainlist">
          <li>{t('knowledge.papers')}</li>
          {nothing.length > 1 ? <li>{t('knowledge.unread', { count: hashed.length })}</li> : null}
        </ul>
      </Card>
    </>
  );
}
