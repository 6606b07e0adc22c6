import { Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/useAsk';
import { Card } from '../parts/Card';
import { Field } from '../parts/Field';
import { Nothing, Reading } from '../parts/States';
import { useSession } from '../session/session';
import { keepInAddress, useAddress } from '../shell/router';
import { Sights } from './knowledge/Sights';

const ORGANISATIONS = ['OPERATOR', 'CORE', 'BANK-A', 'BANK-B', 'REGULATOR'] as const;
const TYPING_MS = 350;

/** Exactly what each organisation knows of one token: what it reads, what it holds as hashes alone, what it knows nothing of. */
export default function Knowledge() {
  const { t } = useTranslation();
  const { role } = useSession();
  const { search } = useAddress();
  const token = search.get('token') ?? '';
  const [text, setText] = useState(token);
  const organisation = search.get('organisation') ?? undefined;
  useEffect(() => {
    if (text === token) return undefined;
    const pause = setTimeout(() => keepInAddress({ token: text }), TYPING_MS);
    return () => clearTimeout(pause);
  }, [text, token]);
  return (
    <div className="stack">
      <p className="rule">{t('knowledge.rule')}</p>
      <div className="filters">
        <Field label={t('column.token')} hint={t('knowledge.hint')}>
          {(bound) => <Input {...bound} value={text} onChange={({ target }) => setText(target.value.trim())} style={{ minWidth: 280 }} />}
        </Field>
        {role === 'regulator' ? (
          <Field label={t('knowledge.organisation')}>
            {(bound) => (
              <Select
                {...bound}
                value={organisation ?? 'REGULATOR'}
                onChange={(value: string) => keepInAddress({ organisation: value })}
                options={ORGANISATIONS.map((value) => ({ value, label: t(`organisation.${value}`) }))}
                style={{ minWidth: 200 }}
              />
            )}
          </Field>
        ) : null}
      </div>
      {token === '' ? <Nothing>{t('knowledge.choose')}</Nothing> : <Known token={token} organisation={organisation} />}
    </div>
  );
}

/** What one organisation knows of the token. */
function Known({ token, organisation }: { readonly token: string; readonly organisation: string | undefined }) {
  const { t } = useTranslation();
  const query = organisation === undefined ? {} : { organisation };
  const { data, error, refetch } = useAsk('/programs/{program}/tokens/{token}/knowledge', query, { parts: { token } });
  if (error !== null || data === undefined) return <Reading problem={error} again={() => void refetch()} rows={8} />;
  return (
    <>
      <Card title={t('knowledge.collections', { organisation: data.organisation })}>
        <ul className="members">
          {data.collections.map(({ name, isMember }) => (
            <li key={name} className={isMember ? 'in' : 'out'}>
              <span aria-hidden="true">{isMember ? '\u2713' : '\u2013'}</span> <span className="mono">{name}</span>
              <small>{t(isMember ? 'knowledge.member' : 'knowledge.noMember')}</small>
            </li>
          ))}
        </ul>
      </Card>
      <Sights records={data.records} nothing={data.nothing} />
    </>
  );
}
