import { useTranslation } from 'react-i18next';
import { Card, Facts } from '../parts/Card';
import { Amount, CompanyName } from '../parts/texts';
import { useSession } from '../session/session';
import { ConsentRules } from './program/ConsentRules';

/** The program in which the reader works: its rules, and which acts need a person's own signature. */
export default function Program() {
  const { t } = useTranslation();
  const { program } = useSession();
  return (
    <div className="stack narrow">
      <Card title={program.name}>
        <Facts
          facts={[
            [t('program.core'), <CompanyName key="core" id={program.core} />],
            [t('program.host'), program.hostMsp],
            [t('program.settlementBank'), program.settlementBankMsp],
            [t('program.minimum'), <Amount key="minimum" minor={program.minimumTokenMinor} withCurrency />],
            [t('program.maxTier'), program.maxTier],
            [t('program.dayCount'), program.dayCount],
            [t('program.recourse'), t(program.recourse ? 'program.yes' : 'program.no')],
          ]}
        />
      </Card>
      <Card title={t('program.signatures')}>
        <p className="hint">{t('program.signaturesMean')}</p>
        <ConsentRules key={program.id} />
      </Card>
    </div>
  );
}
