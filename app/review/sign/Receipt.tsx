// What the signer may keep: who signed what, when, and by which digests it is found again. Copied as plain text.
'use client';
import { useTranslations } from 'next-intl';
import type { ReviewPage, SignoffLineView, SignoffView } from '../../../domain/view';
import { copyText } from '../../client/clipboard';
import { Button } from '../../ui/Button';
import { useDates } from '../../ui/Day';
import { notify } from '../../ui/Toast';
import { useSignerName } from './useSignerName';

interface Props {
  page: Pick<ReviewPage, 'title'>;
  signoff: SignoffView;
  line: SignoffLineView;
}

export function Receipt({ page, signoff, line }: Props) {
  const t = useTranslations('sign');
  const said = useTranslations('decision');
  const name = useSignerName()(line);
  const tell = useDates();
  if (!line.decision || !line.at) return null;
  // SG27: of the version and the record that it was given to, which is where it is found again.
  const { version, digest, recordSha256 } = signoff.mine?.signed ?? signoff;
  const rows: [string, string][] = [
    [t('receipt.what'), `${page.title}, ${t('version', { version })}`],
    [t('receipt.who'), name],
    [t('decisionHead'), said(line.decision) + (line.opinion ? ` · ${line.opinion}` : '')],
    [t('time'), `${tell(line.at, { year: true, time: true })} (${line.at})`],
    [t('content'), digest],
    [t('record'), recordSha256],
  ];
  const copy = async () => {
    const done = await copyText(rows.map(([head, value]) => `${head}: ${value}`).join('\n'));
    notify(t(done ? 'receipt.copied' : 'receipt.notCopied'));
  };
  return (
    <div className="receipt">
      <span className="row">
        <b className="grow">{t('receipt.title')}</b>
        <Button size="sm" icon="copy" onClick={() => void copy()}>
          {t('receipt.copy')}
        </Button>
      </span>
      <p className="hint">{t('receipt.hint')}</p>
    </div>
  );
}
