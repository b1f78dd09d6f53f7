// Asks somebody more (加签): beside a step, or before it as a step of their own, for the whole text or some sections. The right to read
// and sign comes with the line.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Template } from '../../../domain/template/template';
import type { MemberView, PersonView, SignoffStepView } from '../../../domain/view';
import { TextField } from '../../ui/Field';
import { say } from '../../ui/say';
import { PersonChoice } from './PersonChoice';
import { ScopeChoice } from './ScopeChoice';
import { SignerDialog } from './SignerDialog';
import { type Around, useChange } from './useChange';

interface Props extends Around {
  place: 'before' | 'beside';
  step: SignoffStepView;
  template: Template;
  members: readonly MemberView[];
  onClose: () => void;
}

export function AddSigner({ place, step, template, members, onClose, ...around }: Props) {
  const t = useTranslations('signers.add');
  const person = useTranslations('signers.person');
  const locale = useLocale();
  const { busy, words, send, recordSha256 } = useChange(around, onClose);
  const [chosen, setChosen] = useState<PersonView | null>(null);
  const [due, setDue] = useState('');
  const [group, setGroup] = useState('');
  const [scope, setScope] = useState<readonly string[] | null>(null);
  const [tried, setTried] = useState(false);
  const groups = [...new Set(step.lines.flatMap((line) => line.group ?? []))];
  const asksGroup = place === 'beside' && step.rule.kind === 'each-group';
  const title = say(step.title, locale);
  const go = () => {
    setTried(true);
    if (!chosen || (asksGroup && !group.trim()) || scope?.length === 0) return;
    const more = { ...(due && { due }), ...(asksGroup && { group: group.trim() }), ...(scope && { scope }) };
    const body = { personId: chosen.id, place, step: step.no, recordSha256, ...more };
    void send('POST', '/lines', body, t('done', { name: chosen.name }));
  };
  return (
    <SignerDialog
      title={t(place)}
      note={t(`${place}Note`, { step: title })}
      verb={chosen ? t('verb', { name: chosen.name }) : t(place)}
      busy={busy}
      problem={words}
      onSend={go}
      onClose={onClose}
    >
      <PersonChoice
        label={t('who')}
        offered={members}
        without={place === 'beside' ? step.lines.map(({ personId }) => personId) : []}
        chosen={chosen}
        error={tried && !chosen ? person('need') : null}
        onChoose={setChosen}
      />
      {asksGroup && (
        <TextField
          label={t('group')}
          hint={t('groupHint', { groups: groups.join(t('sep')) })}
          maxLength={100}
          value={group}
          error={tried && !group.trim() ? t('groupNeed') : null}
          onChange={(event) => setGroup(event.target.value)}
        />
      )}
      <ScopeChoice
        {...around}
        template={template}
        scope={scope}
        missing={tried && scope?.length === 0}
        onChange={setScope}
      />
      <TextField label={t('due')} type="date" value={due} onChange={(event) => setDue(event.target.value)} />
      <p>{t(`${place}What`)}</p>
    </SignerDialog>
  );
}
