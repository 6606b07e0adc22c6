import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilePick } from '../../parts/FilePick';
import { ProposeForm } from './ProposeForm';
import { usePropose, type Content, type ProposalForm } from './usePropose';

/** The largest file that is read, bytes: a calendar has at most 4,000 days. */
const MOST_BYTES = 200_000;

/** A calendar version by a file of its record, as `tierline propose calendar` takes it. */
export function FileProposal({ onDone }: ProposalForm) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [content, setContent] = useState<Content>(null);
  const proposing = usePropose('CALENDAR', content, onDone);
  const isUnread = name !== '' && content === null;
  const take = async (file: File): Promise<void> => {
    setName(file.name);
    setContent(file.size > MOST_BYTES ? null : recordIn(await file.text()));
  };
  return (
    <ProposeForm proposing={proposing}>
      <FilePick
        label={t('proposal.file')}
        hint={t('proposal.fileHint')}
        error={isUnread ? t('proposal.badFile') : proposing.isTried && name === '' ? t('proposal.noFile') : null}
        name={name}
        accept=".json,application/json"
        onPick={(file) => void take(file)}
      />
    </ProposeForm>
  );
}

/** The record that a text holds; null when it holds none. */
function recordIn(text: string): Content {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Content) : null;
  } catch {
    return null;
  }
}
