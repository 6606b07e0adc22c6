import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session';
import { keepInAddress, useAddress } from '../shell/router';
import { Drafts } from './submit/Drafts';
import { FileForm } from './submit/FileForm';
import { NewInvoice } from './submit/NewInvoice';
import { RunningJobs } from '../parts/RunningJobs';

const FILE = 'file';

/** Submits receivables, one invoice by a form or many by a file; and what the core has sent back is corrected here. */
export default function Submit() {
  const { t } = useTranslation();
  const { role } = useSession();
  const { search } = useAddress();
  const way = search.get('way') === FILE ? FILE : 'invoice';
  return (
    <div className="stack narrow">
      <p className="rule">{t(role === 'core' ? 'submit.ruleCore' : 'submit.rule')}</p>
      <RunningJobs kinds={['IMPORT']} />
      <Drafts />
      <Segmented
        aria-label={t('submit.way')}
        value={way}
        onChange={(value) => keepInAddress({ way: value === FILE ? FILE : undefined })}
        options={[
          { value: 'invoice', label: t('submit.oneInvoice') },
          { value: FILE, label: t('submit.aFile') },
        ]}
      />
      {way === FILE ? <FileForm /> : <NewInvoice />}
    </div>
  );
}
