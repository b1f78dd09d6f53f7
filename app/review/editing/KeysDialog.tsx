// The list of keys. Loaded when it is first asked for.
'use client';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { type Command, keysOf } from '../keys';

const either = (one: Command, other: Command) => `${keysOf(one)},${keysOf(other)}`;

/** Each line: its words, and the keys that do it; those of one press are parted by spaces, ways to do the same by commas. */
const GROUPS = {
  text: [
    ['item', 'Ctrl Enter'],
    ['walk', 'Alt PgDn,Alt PgUp'],
    ['move', 'Alt Shift ↑,Alt Shift ↓'],
    ['fields', 'Tab'],
    ['link', keysOf('link')],
    ['follow', 'Alt Enter'],
    ['marks', 'Ctrl B,Ctrl I,Ctrl U'],
    ['undo', 'Ctrl Z,Ctrl Y'],
    ['indent', 'Tab,Shift Tab'],
    ['words', 'Ctrl ←,Ctrl →'],
    ['deleteWord', 'Ctrl Backspace,Ctrl Delete'],
    ['find', keysOf('find')],
    ['replace', keysOf('replace')],
  ],
  threads: [
    ['comment', keysOf('comment')],
    ['thread', either('next-thread', 'previous-thread')],
    ['reply', 'R'],
    ['resolve', 'E'],
    ['back', 'Esc'],
    ['send', 'Ctrl Enter'],
  ],
  screen: [
    ['suggest', keysOf('mode')],
    ['outline', keysOf('outline')],
    ['rail', keysOf('rail')],
    ['regions', either('walk', 'walk-back')],
    ['full', keysOf('full')],
    ['keys', keysOf('keys')],
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
