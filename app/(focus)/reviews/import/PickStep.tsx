// Step 1: a file dropped or chosen, or a pasted text; and the template it is read against.
'use client';
import { clsx } from 'clsx';
import { useLocale, useTranslations } from 'next-intl';
import { type DragEvent, useRef, useState } from 'react';
import type { TemplateCard } from '../../../../domain/view';
import { useRefusalWords } from '../../../client/useCall';
import { Button } from '../../../ui/Button';
import { SelectField, TextArea } from '../../../ui/Field';
import { Icon } from '../../../ui/Icon';
import { say } from '../../../ui/say';
import { Notice } from '../../../ui/Tag';
import { ACCEPTED, readingOf } from './file';
import type { Reading } from './useRecognise';

interface Props {
  templates: readonly TemplateCard[];
  template: string;
  onTemplate: (id: string) => void;
  pasted: string;
  onPaste: (text: string) => void;
  busy: boolean;
  /** Code of the refusal of what was read last. */
  problem: string | null;
  onRead: (reading: Reading) => void;
  /** To what was read before, with the doubts that were settled. */
  onBack?: () => void;
}

export function PickStep({ templates, template, onTemplate, pasted, onPaste, busy, problem, onRead, onBack }: Props) {
  const t = useTranslations('import');
  const locale = useLocale();
  const words = useRefusalWords();
  const [wrong, setWrong] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const refused = wrong ?? problem;
  const hasText = pasted.trim() !== '';

  const take = (file: File | undefined) => {
    if (!file || busy) return;
    const reading = readingOf(file);
    setWrong(reading.ok ? null : reading.refusal.code);
    if (reading.ok) onRead(reading.value);
  };
  const paste = () => {
    setWrong(null);
    onRead({ name: null, body: new Blob([pasted], { type: 'text/plain' }) });
  };

  /** Words that are dragged into the field are the field's. */
  const hover = (event: DragEvent, on: boolean) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(on);
  };

  // The whole page takes the file: beside the frame, a browser would open it and leave.
  return (
    <main
      id="main"
      className="im-pick"
      onDragOver={(event) => hover(event, true)}
      onDragLeave={(event) => hover(event, false)}
      onDrop={(event) => {
        hover(event, false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <div className="im-pick-b">
        {onBack && (
          <button type="button" className="link" onClick={onBack}>
            {t('backToCheck')}
          </button>
        )}
        <SelectField
          label={t('template')}
          hint={t('templateHint')}
          value={template}
          onChange={(event) => onTemplate(event.target.value)}
        >
          {templates.map((one) => (
            <option key={one.id} value={one.id}>
              {say(one.name, locale)}
            </option>
          ))}
        </SelectField>
        {refused && <Notice meaning="object" icon="warn" role="alert" title={words(refused)} />}
        <DropZone over={over} busy={busy} main={!hasText} onFile={take} />
        <TextArea
          label={t('paste')}
          rows={9}
          className="im-paste"
          placeholder={t('pastePlaceholder')}
          value={pasted}
          onChange={(event) => onPaste(event.target.value)}
        />
        <div className="row im-go">
          <p className="hint grow">{t('recognises')}</p>
          <Button size="lg" variant={hasText ? 'primary' : 'secondary'} disabled={!hasText} busy={busy} onClick={paste}>
            {t('recognise')}
          </Button>
        </div>
      </div>
    </main>
  );
}

interface ZoneProps {
  over: boolean;
  busy: boolean;
  /** Whether choosing a file is the page's first action: not once a text was pasted. */
  main: boolean;
  onFile: (file: File | undefined) => void;
}

function DropZone({ over, busy, main, onFile }: ZoneProps) {
  const t = useTranslations('import');
  const input = useRef<HTMLInputElement>(null);
  return (
    <div role="group" aria-label={t('drop')} className={clsx('im-drop', over && 'is-over')}>
      <Icon name="upload" size={24} className="faint" />
      <b>{t('drop')}</b>
      <p className="muted">{t('dropHint')}</p>
      <input
        ref={input}
        type="file"
        className="sr"
        tabIndex={-1}
        aria-hidden="true"
        accept={ACCEPTED}
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          // The same file can be chosen again after it was corrected.
          event.target.value = '';
        }}
      />
      <Button variant={main ? 'primary' : 'secondary'} size="lg" busy={busy} onClick={() => input.current?.click()}>
        {t('choose')}
      </Button>
    </div>
  );
}
