import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/Card';
import { signAlways, signsAlways } from '../../signing/preference';

/** Whether the reader signs also where no program asks for it. */
export function Always() {
  const { t } = useTranslation();
  const [isAlways, setAlways] = useState(signsAlways);
  const choose = (wanted: boolean): void => {
    signAlways(wanted);
    setAlways(wanted);
  };
  return (
    <Card title={t('keys.when')}>
      <Checkbox checked={isAlways} onChange={({ target }) => choose(target.checked)}>
        {t('keys.always')}
      </Checkbox>
      <p className="hint">{t('keys.alwaysMeans')}</p>
    </Card>
  );
}
