import { QRCode } from 'antd';
import { useTranslation } from 'react-i18next';
import { grouped } from '../../signing/addresses';

const QR_PX = 132;

/** An address that people compare: in groups of four to be read aloud, and as a picture to be scanned. */
export function Address({ address, withPicture = false }: { readonly address: string; readonly withPicture?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="address">
      <p className="mono" aria-label={address}>
        {grouped(address).map((group, place) => (
          <span key={`${place}${group}`}>{group} </span>
        ))}
      </p>
      {withPicture ? (
        <span role="img" aria-label={t('keys.picture', { address })}>
          <span aria-hidden="true">
            <QRCode type="svg" value={address} size={QR_PX} color="#000000" bgColor="#ffffff" />
          </span>
        </span>
      ) : null}
    </div>
  );
}
