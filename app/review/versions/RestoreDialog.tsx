// Asks before an earlier text comes back: what happens to the present one, to comments, to those who are writing.
'use client';
import { useTranslations } from 'next-intl';
import type { PersonView, PointView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Tag';
import { notify } from '../../ui/Toast';
import { useItemWords } from './useItemWords';

interface Props {
  reviewId: string;
  point: PointView;
  name: string;
  note: string;
  editing: readonly PersonView[];
  onClose: () => void;
  onDone: () => void;
}

export function RestoreDialog({ reviewId, point, name, note, editing, onClose, onDone }: Props) {
  const t = useTranslations('versions');
  const common = useTranslations('common');
  const { who } = useItemWords();
  const { busy, words, run } = useCall();
  const verb = t('restore', { name });
  const go = async () => {
    const answer = await run<{ changed: boolean }>('POST', `/reviews/${reviewId}/restore`, { point: point.point });
    if (!answer.ok) return;
    notify(answer.value.changed ? t('restoreDone', { name }) : t('restoreNothing'));
    onClose();
    onDone();
  };
  const foot = (
    <>
      <span className="hint grow">{t('restoreKeeps')}</span>
      <Button onClick={onClose}>{common('cancel')}</Button>
      <Button variant="primary" busy={busy} disabled={!point.whole} onClick={() => void go()}>
        {verb}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={verb} note={note} foot={foot}>
      {point.whole ? (
        <ul className="pl rs">
          {(['restoreKept', 'restoreOnTop', 'restoreThreads'] as const).map((key) => (
            <li key={key}>
              <Icon name="agree" />
              {t(key, { name })}
            </li>
          ))}
          {point.suggestions > 0 && (
            <li>
              <Icon name="warn" />
              {t('restoreSuggestions', { n: point.suggestions })}
            </li>
          )}
          {editing.length > 0 && (
            <li>
              <Icon name="warn" />
              {t('restoreEditing', { who: who(editing) })}
            </li>
          )}
        </ul>
      ) : (
        <Notice meaning="object" icon="warn" title={t('notWhole')}>
          {t('notWholeWhat')}
        </Notice>
      )}
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}
