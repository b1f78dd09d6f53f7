// One finding in full: why, how it reads when it is right, and what can be done: mend, waive, see the other text.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { EditorView } from 'prosemirror-view';
import type { Elsewhere, Located } from '../../../domain/checks/analyse';
import { showPlaces } from '../../editor/find/showHit';
import { passageAddress } from '../../shell/searchAddress';
import { Button, ButtonLink } from '../../ui/Button';
import { say } from '../../ui/say';
import { notify } from '../../ui/Toast';
import { OtherPlaces } from './OtherPlaces';
import { useExplained } from './useExplained';

/** What the screen lets this reader do with findings. */
export interface FindingVerbs {
  /** Absent where the reader may not write here. */
  onFix?: (finding: Located) => void;
  /** Whether the reader may let this one pass. */
  mayWaive: (finding: Located) => boolean;
  onWaive: (finding: Located) => void;
  /** Before another place of the text is gone to; answers the text. */
  onElsewhere: (place: Elsewhere) => EditorView | null;
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
  const { onFix, mayWaive, onWaive, onElsewhere } = verbs;
  const { elsewhere } = finding;
  const goElsewhere = (place: Elsewhere) => {
    const view = onElsewhere(place);
    if (view && place.block !== null && !showPlaces(view, place.places)) notify(t('moved'));
  };
  const [only] = elsewhere.length === 1 ? elsewhere : [];
  return (
    <>
      {explained && (
        <p className="ck-why">
          {say(explained.why, locale)}
          <br />
          <span className="muted">{t('good', { example: say(explained.good, locale) })}</span>
        </p>
      )}
      <OtherPlaces places={elsewhere} onGo={goElsewhere} />
      <div className="th-f">
        {only && (
          <Button size="sm" icon="target" onClick={() => goElsewhere(only)}>
            {t('showOther')}
          </Button>
        )}
        {onFix && finding.mends && (
          <Button size="sm" icon="check" onClick={() => onFix(finding)}>
            {t('fix')}
          </Button>
        )}
        {finding.other && (
          <ButtonLink size="sm" href={passageAddress(finding.other.reviewId, finding.other.quote)} target="_blank">
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
