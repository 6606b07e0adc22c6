import { useTranslation } from 'react-i18next';

const STEPS = ['amount', 'ask', 'choose', 'accept'] as const;

/** Where somebody stands on the way to cash. @param now the place of the step that is next, from 0 */
export function CashSteps({ now }: { readonly now: number }) {
  const { t } = useTranslation();
  return (
    <ol className="steps" aria-label={t('cash.steps')}>
      {STEPS.map((step, place) => (
        <li key={step} aria-current={place === now ? 'step' : undefined} className={place < now ? 'done' : ''}>
          {t(`cash.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
