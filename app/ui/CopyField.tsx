// A value that is shown once, to be copied: a field to select by hand and a button that says whether it worked.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { copyText } from '../client/clipboard';
import { Button } from './Button';
import { Field } from './Field';

export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useTranslations('common');
  const [done, setDone] = useState<boolean | null>(null);
  const copy = async () => setDone(await copyText(value));
  return (
    <Field
      label={label}
      error={done === false ? t('copyFailed') : null}
      control={(ties) => (
        <div className="copy">
          <input className="input" readOnly value={value} onFocus={(event) => event.target.select()} {...ties} />
          <Button icon={done ? 'check' : 'copy'} aria-live="polite" onClick={() => void copy()}>
            {t(done ? 'copied' : 'copy')}
          </Button>
        </div>
      )}
    />
  );
}
