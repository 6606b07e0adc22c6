import { useTranslation } from 'react-i18next';
import type { Proposal } from '../../api/answers';
import { useCommand } from '../../api/useCommand';
import { Card } from '../../parts/Card';
import { Refused } from '../../parts/Refused';
import { SureButton } from '../../parts/SureButton';
import { useSession } from '../../session/session';

/** One proposal: what it changes, and the word of a second person. */
export function ProposalCard({ proposal: { proposal, subject, about, proposedBy, changes } }: { readonly proposal: Proposal }) {
  const { t } = useTranslation();
  const { me, role, isChecker } = useSession();
  const approve = useCommand('/transactions/company/approve');
  const refuse = useCommand('/transactions/company/refuse');
  const isOwn = `${me.company.id}/${me.person}` === proposedBy;
  return (
    <Card
      title={
        <>
          {t(`proposal.subject.${subject}`)} {about}
        </>
      }
    >
      <p className="hint spaced">
        {t('proposal.by', { person: proposedBy })} <span className="mono">{proposal}</span>
      </p>
      <Changes changes={changes} />
      {role === 'operator' ? (
        <div className="buttons below">
          <SureButton
            means={t('proposal.approveMeans')}
            isPrimary
            isBusy={approve.isPending}
            isDisabled={isOwn || !isChecker}
            onSure={() => approve.mutate({ proposal })}
          >
            {t('proposal.approve')}
          </SureButton>
          <SureButton means={t('proposal.refuseMeans')} isBusy={refuse.isPending} isDanger onSure={() => refuse.mutate({ proposal })}>
            {t(isOwn ? 'proposal.takeBack' : 'proposal.refuse')}
          </SureButton>
          {isOwn || !isChecker ? <small>{t(isOwn ? 'proposal.own' : 'proposal.needsChecker')}</small> : null}
        </div>
      ) : null}
      <Refused problem={approve.error ?? refuse.error} />
    </Card>
  );
}

/** What is different, field by field. */
function Changes({ changes }: Pick<Proposal, 'changes'>) {
  const { t } = useTranslation();
  if (changes.length === 0) return <p className="note">{t('proposal.noChange')}</p>;
  const told = (text: string | null) => (text === null ? '\u2013' : text);
  return (
    <div className="scrolls" tabIndex={0} role="group" aria-label={t('proposal.changes')}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('proposal.what')}</th>
            <th scope="col">{t('proposal.was')}</th>
            <th scope="col">{t('proposal.becomes')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, was, becomes }) => (
            <tr key={field}>
              <td>{t(`proposal.field.${field}`, { defaultValue: field })}</td>
              <td className="wraps">{told(was)}</td>
              <td className="wraps">
                <b>{told(becomes)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
