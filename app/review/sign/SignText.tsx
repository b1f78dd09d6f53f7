// The frozen text as the bytes say it, or why it is not shown.
'use client';
import { useTranslations } from 'next-intl';
import type { SignoffView } from '../../../domain/view';
import { useRefusalWords } from '../../client/useCall';
import { StaticPaper } from '../../editor/StaticPaper';
import { Button, IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Tag';
import { shortDigest } from './digest';
import type { Frozen } from './useFrozenText';

interface Props {
  frozen: Frozen;
  signoff: SignoffView;
  onAgain: () => void;
  /** Phone: from the text back to the decision. */
  onBack: () => void;
}

export function SignText({ frozen, signoff, onAgain, onBack }: Props) {
  const t = useTranslations('sign');
  return (
    <section className="sn-doc" aria-label={t('doc')}>
      <div className="sn-bar">
        <IconButton className="sn-back" icon="chev-l" label={t('backToSign')} onClick={onBack} />
        <b>{t('version', { version: signoff.version })}</b>
        <span className="grow" />
        {frozen.kind === 'checked' && (
          <span className="mean is-agree">
            <Icon name="shield-ok" />
            {t('checked')}
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled with the keyboard. */}
      <div className="sn-scroll" tabIndex={0}>
        <Body frozen={frozen} onAgain={onAgain} />
      </div>
    </section>
  );
}

function Body({ frozen, onAgain }: Pick<Props, 'frozen' | 'onAgain'>) {
  const t = useTranslations('sign');
  const words = useRefusalWords();
  switch (frozen.kind) {
    case 'loading':
      return (
        <div className="paper doc" role="status" aria-label={t('checking')}>
          <div className="sk-lines">
            {['a', 'b', 'c', 'd', 'e'].map((key) => (
              <i key={key} className="sk" />
            ))}
          </div>
        </div>
      );
    case 'checked':
      return (
        <StaticPaper
          title={frozen.text.title}
          blocks={frozen.text.blocks.map((one) => one.block)}
          numbers={frozen.text.blocks.map((one) => one.number)}
        />
      );
    case 'mismatch':
      return (
        <Notice meaning="object" icon="object" role="alert" title={t('mismatch')}>
          {t('mismatchWhat', { expected: shortDigest(frozen.expected, 4), found: shortDigest(frozen.found, 4) })}
        </Notice>
      );
    case 'failed':
      return (
        <div className="empty">
          <Icon name="warn" />
          <b>{t('noText', { why: words(frozen.code) })}</b>
          <Button variant="primary" size="sm" onClick={onAgain}>
            {t('again')}
          </Button>
        </div>
      );
  }
}
