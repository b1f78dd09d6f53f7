// While a page of the desk comes: its shape, nothing that looks ready.
import { useTranslations } from 'next-intl';

export default function Loading() {
  const t = useTranslations('states');
  return (
    <div className="page-b" role="status" aria-busy="true" style={{ paddingTop: 24 }}>
      <span className="sr">{t('loading')}</span>
      <i className="sk" style={{ width: 200, height: 24 }} />
      <div className="card sk-lines">
        <i className="sk" style={{ width: '60%' }} />
        <i className="sk" />
        <i className="sk" />
        <i className="sk" style={{ width: '72%' }} />
      </div>
    </div>
  );
}
