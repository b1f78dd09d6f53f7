// One finding in full: why, how it reads when it is right, and what can be done: mend, waive, see the other text.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { Located } from '../../../domain/checks/analyse';
import { Button, ButtonLink } from '../../ui/Button';
import { say } from '../../ui/say';
import { useExplained } from './useExplained';

/** What the screen lets this reader do with findings. */
export interface FindingVerbs {
  /** Absent where the reader may not write here. */
  onFix?: (finding: Located) => void;
  /** Whether the reader may let this one pass. */
  mayWaive: (finding: Located) => boolean;
  onWaive: (finding: Located) => void;
}

/** `why`: with the reason of the rule. */
export function FindingDetail({
  finding,
  verbs,
  why = true,
}: {
  finding: Located;
  verbs: FindingVerbs;
  why?: boolean;
}) {
  const t = useTranslations('checks');
  const locale = useLocale();
  const explained = useExplained(why ? finding.rule : null);
  const { onFix, mayWaive, onWaive } = verbs;
  return (
    <>
      {explained && (
        <p className="ck-why">
          {say(explained.why, locale)}
          <br />
          <span className="muted">{t('good', { example: say(explained.good, locale) })}</span>
        </p>
      )}
      <div className="th-f">
        {onFix && finding.mends && (
          <Button size="sm" icon="check" onClick={() => onFix(finding)}>
            {t('fix')}
          </Button>
        )}
        {finding.other && (
          <ButtonLink size="sm" href={`/reviews/${finding.other.reviewId}`} target="_blank">
            {t('openOther')}
          </ButtonLink>
        )}
        {mayWaive(finding) && (
          <Button size="sm" variant="ghost" onClick={() => onWaive(finding)}>
            {t('waive')}
          </Button>
        )}
      </div>
    </>
  );
}
