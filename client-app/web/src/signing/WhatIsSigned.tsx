import { useTranslation } from 'react-i18next';
import { Facts } from '../parts/Card';
import { Moment } from '../parts/texts';
import { withoutReference } from './chosen';
import type { ConsentAct, ConsentMessage } from './typedData';

/** Everything that is signed, word for word, and what it means in the reader's language. */
export function WhatIsSigned({ act, message }: { readonly act: ConsentAct; readonly message: ConsentMessage }) {
  const { t } = useTranslation();
  const { items, terms, total, count, deadline, requestId, person, program, channel, chaincode } = message;
  return (
    <>
      <p>{t(`sign.says.${act}`)}</p>
      <blockquote lang="en">{message.act}</blockquote>
      <section>
        <h3>{t('sign.items', { count: Number(count) })}</h3>
        <div className="scrolls" tabIndex={0} role="group" aria-label={t('sign.items', { count: Number(count) })}>
          <ol className="signed" lang="en">
            {items.map((item) => (
              <li key={item} className="wraps">
                {withoutReference(item)}
              </li>
            ))}
          </ol>
        </div>
      </section>
      <Facts
        facts={[
          [t('sign.field.total'), <b key="total">{withoutReference(total)}</b>],
          ...(terms.length === 0 ? [] : [[t('sign.field.terms'), <Terms key="terms" terms={terms} />] as const]),
          [t('sign.field.deadline'), <Moment key="deadline" instant={deadline} />],
          [t('sign.field.person'), person],
          [t('sign.field.program'), program],
          [
            t('sign.field.requestId'),
            <span key="request" className="mono wraps">
              {requestId}
            </span>,
          ],
          [t('sign.field.place'), `${channel} / ${chaincode}`],
        ]}
      />
    </>
  );
}

function Terms({ terms }: { readonly terms: readonly string[] }) {
  return (
    <ul className="signed" lang="en">
      {terms.map((term) => (
        <li key={term} className="wraps">
          {term}
        </li>
      ))}
    </ul>
  );
}
