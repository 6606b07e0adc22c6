import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { Link } from '../../shell/router';

/** What the holder may show besides amount, range and state. */
const FIELDS = ['dueDate', 'debtor', 'supplier', 'holder', 'tier', 'paid', 'deliveryDate', 'sale', 'lock', 'consent'] as const;
const FIRST: readonly string[] = ['dueDate', 'debtor'];

/** The proof of a token as a file: the holder chooses what its reader learns. */
export function ProofChoice({ token }: { readonly token: string }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const [chosen, setChosen] = useState<readonly string[]>(FIRST);
  const disclose = chosen.length === 0 ? 'minimal' : chosen.join(',');
  const path = `/api/v1/programs/${encodeURIComponent(program.id)}/tokens/${encodeURIComponent(token)}/proof`;
  return (
    <section className="proof">
      <h3>{t('proof.title')}</h3>
      <p className="hint">{t('proof.says')}</p>
      <Checkbox.Group
        value={[...chosen]}
        onChange={setChosen}
        options={FIELDS.map((value) => ({ value, label: t(`proof.field.${value}`) }))}
      />
      <p className="files">
        <a href={`${path}?disclose=${disclose}`} download>
          {t('proof.save')}
        </a>
        <a href="/api/v1/pins" download>
          {t('proof.pins')}
        </a>
        <Link to="/verify">{t('verify.title')}</Link>
      </p>
    </section>
  );
}
