// The three steps of an import and what is carried between them. Until the last one, everything is only in this page.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PersonView, TemplateCard } from '../../../../domain/view';
import { Settings } from '../../../(desk)/reviews/new/Settings';
import { Bar, type Step } from './Bar';
import { CheckStep } from './CheckStep';
import { LeaveDialog } from './LeaveDialog';
import { PickStep } from './PickStep';
import { NOTHING_ANSWERED } from './useAnswers';
import { useLeaveGuard } from './useLeaveGuard';
import { type Source, useRecognise } from './useRecognise';

interface Props {
  templates: readonly TemplateCard[];
  /** Template id from the address; another one, or none, chooses the first. */
  chosen?: string;
  me: PersonView;
  organisation: string | null;
}

export function ImportFlow({ templates, chosen, me, organisation }: Props) {
  const t = useTranslations('import');
  const router = useRouter();
  const [id, setId] = useState(chosen);
  const template = templates.find((one) => one.id === id) ?? templates[0];
  const [pasted, setPasted] = useState('');
  const [kept, keep] = useState(NOTHING_ANSWERED);
  const [step, setStep] = useState<Step>('pick');
  const { source, busy, problem, recognise, forget } = useRecognise(template?.id ?? '');
  const guard = useLeaveGuard(pasted.trim() !== '' || source !== null);

  const read = async (wanted: Parameters<typeof recognise>[0]) => {
    if (!(await recognise(wanted))) return;
    keep(NOTHING_ANSWERED);
    setStep('check');
  };

  return (
    <div className="im">
      <Bar step={step} note={source && step !== 'pick' ? noteOf(source, t) : null} onBack={() => guard.leave()} />
      {step === 'pick' && (
        <PickStep
          templates={templates}
          template={template?.id ?? ''}
          onTemplate={(wanted) => {
            setId(wanted);
            // What was recognised was so by the other one.
            forget();
          }}
          pasted={pasted}
          onPaste={setPasted}
          busy={busy}
          problem={problem}
          onRead={(wanted) => void read(wanted)}
          {...(source && { onBack: () => setStep('check') })}
        />
      )}
      {step === 'check' && source && template && (
        <CheckStep
          source={source}
          template={template}
          busy={busy}
          problem={problem}
          kept={kept}
          onKeep={keep}
          onEdit={(text) => recognise({ name: source.name, body: new Blob([text], { type: 'text/plain' }) })}
          onOther={() => setStep('pick')}
          onNext={() => setStep('create')}
        />
      )}
      {step === 'create' && source && template && (
        <main id="main" className="im-new">
          <button type="button" className="link" onClick={() => setStep('check')}>
            {t('backToCheck')}
          </button>
          <Settings
            template={template}
            me={me}
            organisation={organisation}
            text={source.result.text}
            suggested={source.result.outline.title?.text}
          />
        </main>
      )}
      {guard.asking && <LeaveDialog onStay={guard.stay} onLeave={() => router.replace('/')} />}
    </div>
  );
}

function noteOf(source: Source, t: ReturnType<typeof useTranslations<'import'>>): string {
  return t('note', { name: source.name ?? t('pastedName'), n: source.result.text.length });
}
