// The verifier: a package in, a verdict out; nothing is uploaded.
'use client';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { LocaleSwitch } from '../(entry)/LocaleSwitch';
import { Button } from '../ui/Button';
import { TextField } from '../ui/Field';
import { Icon } from '../ui/Icon';
import { Mark } from '../ui/Mark';
import { Notice, Tag } from '../ui/Tag';
import { Result } from './Result';
import { useVerify } from './useVerify';
import './verify.css';

export function VerifyScreen() {
  const t = useTranslations('verify');
  const verifying = useVerify();
  return (
    <div className="vf">
      <header className="vf-t">
        <Mark />
        <b>{t('title')}</b>
        <span className="grow" />
        <Tag icon="shield">{t('local')}</Tag>
        <LocaleSwitch />
      </header>
      <main id="main" className="vf-b">
        {verifying.judged ? (
          <Result judged={verifying.judged} onAgain={verifying.clear} onWitness={verifying.witnessed} />
        ) : (
          <Pick {...verifying} />
        )}
      </main>
    </div>
  );
}

function Pick({ busy, problem, judge }: ReturnType<typeof useVerify>) {
  const t = useTranslations('verify');
  const input = useRef<HTMLInputElement>(null);
  const [fingerprint, setFingerprint] = useState('');
  const take = (file: File | undefined) => file && !busy && judge(file, fingerprint);
  return (
    <section
      className="vf-pick"
      aria-label={t('title')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files[0]);
      }}
    >
      <h1>{t('heading')}</h1>
      <p className="muted">{t('what')}</p>
      {problem && <Notice meaning="object" icon="warn" role="alert" title={t(`problem.${problem}`)} />}
      <div className="vf-drop">
        <Icon name="shield" size={24} className="faint" />
        <b>{t('drop')}</b>
        <input
          ref={input}
          type="file"
          className="sr"
          tabIndex={-1}
          aria-hidden="true"
          accept=".zip,application/zip"
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button variant="primary" size="lg" busy={busy} onClick={() => input.current?.click()}>
          {t('choose')}
        </Button>
      </div>
      <TextField
        label={t('fingerprint')}
        hint={t('fingerprintHint')}
        value={fingerprint}
        onChange={(event) => setFingerprint(event.target.value)}
      />
    </section>
  );
}
