import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../api/usePages';
import { Card } from '../parts/Card';
import { Nothing, Reading } from '../parts/States';
import { useSession } from '../session/session';
import { keepInAddress, useAddress } from '../shell/router';
import { CompanyChange } from './approvals/CompanyChange';
import { FileProposal } from './approvals/FileProposal';
import { PolicyVersion } from './approvals/PolicyVersion';
import { ProposalCard } from './approvals/ProposalCard';

const SUBJECTS = { COMPANY: CompanyChange, POLICY: PolicyVersion, CALENDAR: FileProposal } as const;
type Subject = keyof typeof SUBJECTS;

const isSubject = (text: string | null): text is Subject => text !== null && text in SUBJECTS;

/** What two persons of the operator decide: what waits for the second one, and the proposal of something new. */
export default function Approvals() {
  const { t } = useTranslation();
  const { role } = useSession();
  const { search } = useAddress();
  const { rows, problem, again } = usePages('/proposals');
  const [isDone, setDone] = useState(false);
  if (rows === undefined) return <Reading problem={problem} again={again} />;
  const open = rows.filter(({ status }) => status === 'OPEN');
  const over = rows.filter(({ status }) => status !== 'OPEN');
  const wanted = search.get('subject');
  const subject = isSubject(wanted) ? wanted : 'COMPANY';
  const Form = SUBJECTS[subject];
  return (
    <div className="stack narrow">
      <p className="rule">{t('proposal.rule')}</p>
      {open.length === 0 ? <Nothing>{t('proposal.nothing')}</Nothing> : null}
      {open.map((proposal) => (
        <ProposalCard key={proposal.proposal} proposal={proposal} />
      ))}
      {role === 'operator' ? (
        <Card title={t('proposal.propose')}>
          <Segmented
            className="spaced"
            aria-label={t('proposal.propose')}
            value={subject}
            onChange={(value) => {
              setDone(false);
              keepInAddress({ subject: value });
            }}
            options={Object.keys(SUBJECTS).map((value) => ({ value, label: t(`proposal.subject.${value}`) }))}
          />
          {isDone ? (
            <p className="verdict pass" role="status">
              {t('proposal.done')}
            </p>
          ) : null}
          <Form key={rows.length} onDone={() => setDone(true)} />
        </Card>
      ) : null}
      {over.length === 0 ? null : (
        <Card title={t('proposal.over')}>
          <ul className="deals">
            {over.map(({ proposal, subject: of, about, proposedBy, status }) => (
              <li key={proposal}>
                <div>
                  <b>{t(`proposal.subject.${of}`)}</b> {about}
                  <br />
                  <small>
                    {t('proposal.by', { person: proposedBy })} <span className="mono">{proposal}</span>
                  </small>
                </div>
                <span className={`state ${status === 'APPROVED' ? 'good' : 'done'}`}>{t(`status.proposal.${status}`)}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
