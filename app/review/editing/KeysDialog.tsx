// The list of keys. Loaded when it is first asked for.
'use client';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { KEY_GROUPS, waysOf } from '../keyList';

const NAMES = Object.keys(KEY_GROUPS) as (keyof typeof KEY_GROUPS)[];

export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('editor.keys');
  const common = useTranslations('common');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      note={t('note')}
      foot={
        <>
          <span className="hint grow">{t('sign')}</span>
          <Button onClick={onClose}>{common('close')}</Button>
        </>
      }
    >
      {NAMES.map((name) => (
        <section key={name} className="keys">
          <h3>{t(`group.${name}`)}</h3>
          <dl>
            {KEY_GROUPS[name].map((does) => (
              <div key={does}>
                <dt>{t(`does.${does}`)}</dt>
                <dd>
                  {waysOf(does).map((way) => (
                    <span key={way.join(' ')}>
                      {way.map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
