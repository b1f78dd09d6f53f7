// Under the outline while the text is frozen: how many signed, in a bar and in words.
'use client';
import { useTranslations } from 'next-intl';
import type { SignoffView } from '../../../domain/view';
import { Icon } from '../../ui/Icon';
import { Link } from '../../ui/Link';
import { MARK_CLASS, MARK_ICON } from '../sign/MarkLabel';
import { type LineMark, tallyOf } from '../sign/tally';
import { useRuleWords } from '../sign/useRuleWords';

/** In the bar and in the words alike: what holds, what stops, what is missing. */
const ORDER: readonly LineMark[] = ['agree', 'reserve', 'abstain', 'object', 'stale', 'none'];

interface Props {
  reviewId: string;
  signoff: SignoffView;
  /** Sections are open: nobody signs meanwhile. */
  returned: boolean;
}

export function SignProgress({ reviewId, signoff, returned }: Props) {
  const t = useTranslations('sign');
  const { sentence } = useRuleWords();
  const tally = tallyOf(signoff);
  const shown = ORDER.filter((mark) => tally.count[mark] > 0);
  const words = shown.map((mark) => ({ mark, text: t(`count.${mark}`, { n: tally.count[mark] }) }));
  const marks = tally.lines
    .map((line, n) => ({ id: line.id, mark: tally.marks[n] ?? 'none' }))
    .sort((a, b) => ORDER.indexOf(a.mark) - ORDER.indexOf(b.mark));
  return (
    <section className="gate" id="gate" aria-label={t('progress')}>
      <h2>
        {t('progress')}
        <span>{t('valid', { valid: tally.valid, all: tally.all })}</span>
      </h2>
      <span className="seg-bar" role="img" aria-label={words.map((one) => one.text).join(', ')}>
        {marks.map(({ id, mark }) => (
          <i key={id} className={`sg-${mark}`} />
        ))}
      </span>
      <p className="sg-words">
        {words.map(({ mark, text }) => (
          <span key={mark} className={`mean ${MARK_CLASS[mark]}`}>
            <Icon name={MARK_ICON[mark]} />
            {text}
          </span>
        ))}
      </p>
      <p className="hint">{returned ? t('progressReturned') : sentence(signoff.sentence)}</p>
      <Link className="link" href={`/reviews/${reviewId}/sign`}>
        {t('open')}
      </Link>
    </section>
  );
}
