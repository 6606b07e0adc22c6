import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/useAsk';
import type { Answer } from '../api/client';
import { Field } from '../parts/Field';
import { receivablePage } from '../parts/receivableColumns';
import { Nothing, Reading } from '../parts/States';
import { keepInAddress, Link, useAddress } from '../shell/router';

type Found = Answer<'/search'>['found'][number];
const LEAST = 2;
const MOST = 50;
const TYPING_MS = 250;

/** Finds receivables, tokens, payments, companies and transactions by how their number or name begins. */
export default function Search() {
  const { t } = useTranslation();
  const { search } = useAddress();
  const [text, setText] = useState(search.get('q') ?? '');
  const q = (search.get('q') ?? '').trim();
  useEffect(() => {
    const pause = setTimeout(() => keepInAddress({ q: text }), TYPING_MS);
    return () => clearTimeout(pause);
  }, [text]);
  return (
    <div className="stack narrow">
      <Field label={t('search.label')} hint={t('search.hint')}>
        {(bound) => (
          <Input
            {...bound}
            size="large"
            type="search"
            maxLength={100}
            autoFocus
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      {q.length < LEAST ? null : <Results q={q} />}
    </div>
  );
}

function Results({ q }: { readonly q: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useAsk('/search', { q, limit: MOST });
  if (error !== null || data === undefined) return <Reading problem={error} again={() => void refetch()} rows={4} />;
  if (data.found.length === 0) return <Nothing>{t('search.nothing', { q })}</Nothing>;
  return (
    <ul className="found">
      {data.found.map((found) => (
        <li key={`${found.what} ${found.id}`}>
          <span className="state done">{t(`search.what.${found.what}`)}</span>
          <Link to={pageOf(found)}>
            <b>{found.title}</b> <span className="mono">{found.id}</span>
          </Link>
          <small>{found.program}</small>
        </li>
      ))}
    </ul>
  );
}

/** The page of a thing that was found. */
function pageOf({ what, id }: Found): string {
  const text = encodeURIComponent(id);
  switch (what) {
    case 'receivable':
      return receivablePage(id);
    case 'token':
      return receivablePage(id.split(':')[0] ?? id);
    case 'transaction':
      return `/explorer?transaction=${text}`;
    case 'company':
      return `/companies?company=${text}`;
    case 'transfer':
      return '/incoming';
    case 'ask':
      return `/asks?ask=${text}`;
    case 'settlement':
    case 'program':
      return '/receivables';
  }
}
