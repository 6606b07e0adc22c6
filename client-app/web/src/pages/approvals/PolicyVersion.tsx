import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../api/answers';
import { usePages } from '../../api/usePages';
import { DateField, TextField } from '../../parts/fields';
import { Nothing, Reading } from '../../parts/States';
import { useSession } from '../../session/session';
import { ProposeForm } from './ProposeForm';
import { usePropose, type ProposalForm } from './usePropose';

const MOST_FIGURE = 1_000_000;
const MOST_SOURCE = 200;

/** A new version of the policy table: the figures of the last one stand in the fields. */
export function PolicyVersion({ onDone }: ProposalForm) {
  const { t } = useTranslation();
  const { rows, problem, again } = usePages('/policies');
  if (rows === undefined) return <Reading problem={problem} again={again} rows={4} />;
  const [last] = rows;
  return last === undefined ? <Nothing>{t('proposal.noPolicy')}</Nothing> : <PolicyForm key={last.version} last={last} onDone={onDone} />;
}

function PolicyForm({ last, onDone }: ProposalForm & { readonly last: Policy }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const [effectiveFrom, setEffectiveFrom] = useState(program.businessDate);
  const [figures, setFigures] = useState<Readonly<Record<string, string>>>({});
  const [sources, setSources] = useState<Readonly<Record<string, string>>>({});
  const rules = last.rules.map(({ rule, figure, source }) => ({
    rule,
    figure: figures[rule] ?? String(figure),
    source: (sources[rule] ?? source).trim(),
  }));
  const figureError = (figure: string): string | null =>
    /^\d{1,7}$/.test(figure) && Number(figure) <= MOST_FIGURE ? null : t('proposal.badFigure', { most: MOST_FIGURE });
  const sourceError = (source: string): string | null =>
    source === '' || source.length > MOST_SOURCE ? t('proposal.badSource', { most: MOST_SOURCE }) : null;
  const isWrong = rules.some(({ figure, source }) => figureError(figure) !== null || sourceError(source) !== null) || effectiveFrom === '';
  const content = {
    kind: 'POLICY',
    schemaVersion: 1,
    version: last.version + 1,
    effectiveFrom,
    rules: rules.map(({ rule, figure, source }) => ({ rule, figure: Number(figure), source })),
  };
  const proposing = usePropose('POLICY', isWrong ? null : content, onDone);
  return (
    <ProposeForm proposing={proposing}>
      <p className="hint spaced">{t('proposal.policyHint', { version: last.version + 1 })}</p>
      <DateField label={t('proposal.field.effectiveFrom')} value={effectiveFrom} onChange={setEffectiveFrom} />
      {rules.map(({ rule, figure, source }) => (
        <div key={rule} className="pair">
          <TextField
            label={t(`proposal.field.${rule}`)}
            value={figure}
            error={proposing.isTried ? figureError(figure) : null}
            onChange={(text) => setFigures({ ...figures, [rule]: text.trim() })}
          />
          <TextField
            label={t('proposal.source')}
            value={sources[rule] ?? source}
            error={proposing.isTried ? sourceError(source) : null}
            onChange={(text) => setSources({ ...sources, [rule]: text })}
          />
        </div>
      ))}
    </ProposeForm>
  );
}
