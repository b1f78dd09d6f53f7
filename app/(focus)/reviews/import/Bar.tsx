// The bar of an import: the way back, what is being read, and the three steps.
'use client';
import { useTranslations } from 'next-intl';
import { IconButton } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
export type Step = 'pick' | 'check' | 'create';
const STEPS: readonly Step[] = ['pick', 'check', 'create'];

export function Bar({ step, note, onBack }: { step: Step; note: string | null; onBack: () => void }) {
  const t = useTranslations('import');
  const now = STEPS.indexOf(step);
  return (
    <header className="im-t">
      <IconButton icon="chev-l" label={t('back')} onClick={onBack} />
      <h1>{t('title')}</h1>
      {note && <span className="faint clip">{note}</span>}
      <span className="grow" />
      <ol className="steps" aria-label={t('steps')}>
        {STEPS.map((one, n) => (
          <li
            key={one}
            className={n < now ? 'done' : n === now ? 'cur' : undefined}
            aria-current={n === now ? 'step' : undefined}
          >
            {n < now ? <Icon name="check" label={t('stepDone')} /> : <i aria-hidden="true">{n + 1}</i>}
            <span>{t(`step.${one}`)}</span>
          </li>
        ))}
      </ol>
    </header>
  );
}
