// The list of keys. Loaded when it is first asked for.
'use client';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';

/** Each line: its words, and the keys that do it; those of one press are parted by spaces, ways to do the same by commas. */
const GROUPS = {
  text: [
    ['item', 'Ctrl Enter'],
    ['walk', 'Alt PgDn,Alt PgUp'],
    ['move', 'Alt Shift ↑,Alt Shift ↓'],
    ['fields', 'Tab'],
    ['link', 'Ctrl L'],
    ['marks', 'Ctrl B,Ctrl I,Ctrl U'],
    ['undo', 'Ctrl Z,Ctrl Y'],
    ['indent', 'Tab,Shift Tab'],
    ['words', 'Ctrl ←,Ctrl →'],
    ['deleteWord', 'Ctrl Backspace,Ctrl Delete'],
    ['find', 'Ctrl F'],
    ['replace', 'Ctrl H'],
  ],
  threads: [
    ['comment', 'Ctrl Alt M'],
    ['thread', 'Alt ↓,Alt ↑'],
    ['reply', 'R'],
    ['resolve', 'E'],
    ['back', 'Esc'],
    ['send', 'Ctrl Enter'],
  ],
  screen: [
    ['suggest', 'Ctrl Alt S'],
    ['outline', 'Ctrl \\'],
    ['rail', 'Ctrl Alt 0'],
    ['regions', 'F6,Shift F6'],
    ['full', 'Ctrl Alt F'],
    ['keys', '?'],
  ],
} as const;

const NAMES = Object.keys(GROUPS) as (keyof typeof GROUPS)[];

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
            {GROUPS[name].map(([what, ways]) => (
              <div key={what}>
                <dt>{t(`does.${what}`)}</dt>
                <dd>
                  {ways.split(',').map((way) => (
                    <span key={way}>
                      {way.split(' ').map((key) => (
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
