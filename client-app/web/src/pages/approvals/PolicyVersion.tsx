import { useTranslation } from 'react-i18next';
import type { Policy } from '../../api/answers';
import { usePages } from '../../api/usePages';
import { useDraft } from '../../parts/draft';
import { DateField, TextField } from '../../parts/fields';
import { Nothing, Reading } from '../../parts/States';
import { useSession } from '../../session/session';
import { ProposeForm } from './ProposeForm';
import { usePropose, type ProposalForm } from './usePropose';

const MOST_FIGURE = 1_000_000;
const MOST_SOURCE = 200;

/** Fields of the form: the first day, and of each rule its figure and its source. */
const FROM = 'effectiveFrom';
const figureOf = (rule: string): string => `figure ${rule}`;
const sourceOf = (rule: string): string => `source ${rule}`;

/** The figures of the last version, from today on. */
function firstOf({ rules }: Policy, today: string): Readonly<Record<string, string>> {
  const fields = rules.flatMap(({ rule, figure, source }) => [
    [figureOf(rule), String(figure)] as const,
    [sourceOf(rule), source] as const,
  ]);
  return Object.fromEntries([[FROM, today], ...fields]);
}

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
  const { draft, change, forget } = useDraft(`proposal.policy.${last.version}`, firstOf(last, program.businessDate));
  const effectiveFrom = draft[FROM] ?? '';
  const rules = last.rules.map(({ rule }) => ({
    rule,
    figure: draft[figureOf(rule)] ?? '',
    source: (draft[sourceOf(rule)] ?? '').trim(),
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
  const proposing = usePropose('POLICY', isWrong ? null : content, () => {
    forget();
    onDone();
  });
  return (
    <ProposeForm proposing={proposing}>
      <p className="hint spaced">{t('proposal.policyHint', { version: last.version + 1 })}</p>
      <DateField
        label={t('proposal.field.effectiveFrom')}
        value={effectiveFrom}
        error={proposing.isTried && effectiveFrom === '' ? t('proposal.noDate') : null}
        onChange={(text) => change({ [FROM]: text })}
      />
      {rules.map(({ rule, figure, source }) => (
        <div key={rule} className="pair">
          <TextField
            label={t(`proposal.field.${rule}`)}
            value={figure}
            error={proposing.isTried ? figureError(figure) : null}
            onChange={(text) => change({ [figureOf(rule)]: text.trim() })}
          />
          <TextField
            label={t('proposal.source')}
            value={draft[sourceOf(rule)] ?? ''}
            error={proposing.isTried ? sourceError(source) : null}
            onChange={(text) => change({ [sourceOf(rule)]: text })}
          />
        </div>
      ))}
    </ProposeForm>
  );
}
