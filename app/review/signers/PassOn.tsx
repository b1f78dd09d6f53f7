// Gives a line to somebody else: for good (转办), or to come back (委派, signed as 代). What follows is said before.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { MemberView, PersonView, SignoffLineView } from '../../../domain/view';
import { useDates } from '../../ui/Day';
import { PersonChoice } from './PersonChoice';
import { SignerDialog } from './SignerDialog';
import { type Around, useChange } from './useChange';

interface Props extends Around {
  act: 'transfer' | 'delegate';
  line: SignoffLineView;
  members: readonly MemberView[];
  meId: string;
  onClose: () => void;
}

export function PassOn({ act, line, members, meId, onClose, ...around }: Props) {
  const t = useTranslations(`signers.${act}`);
  const common = useTranslations('signers');
  const tell = useDates();
  const { busy, words, send, recordSha256 } = useChange(around, onClose);
  const { signoff } = around;
  const step = signoff.steps.find(({ lines }) => lines.some(({ id }) => id === line.id));
  // Nobody stands twice in one step (and no delegate is a signatory beside it).
  const without = [...(step?.lines ?? []).map(({ personId }) => personId), line.personId];
  const offer = line.absent?.delegate ?? null;
  const offered: PersonView[] = [
    ...(offer
      ? [{ id: offer.personId, name: offer.name, colour: members.find(({ id }) => id === offer.personId)?.colour ?? 1 }]
      : []),
    ...members.filter(({ id }) => id !== offer?.personId),
  ];
  const [chosen, setChosen] = useState<PersonView | null>(offer ? (offered[0] ?? null) : null);
  const [missing, setMissing] = useState(false);
  const go = () => {
    setMissing(!chosen);
    if (!chosen) return;
    const done = t('done', { name: chosen.name });
    void send('POST', `/lines/${line.id}/${act}`, { personId: chosen.id, recordSha256 }, done);
  };
  const own = line.personId === meId;
  return (
    <SignerDialog
      title={t('title')}
      note={own ? t('noteOwn') : t('note', { name: line.name })}
      verb={chosen ? t('verb', { name: chosen.name }) : t('title')}
      hint={t('hint')}
      busy={busy}
      problem={words}
      onSend={go}
      onClose={onClose}
    >
      {line.absent && <p className="hint">{common('absent', { name: line.name, day: tell(line.absent.until) })}</p>}
      <PersonChoice
        label={t('who')}
        offered={offered}
        without={without}
        chosen={chosen}
        error={missing && !chosen ? common('person.need') : null}
        onChoose={setChosen}
      />
      <p>{chosen ? t('what', { name: chosen.name, principal: line.name }) : t('whatAny', { principal: line.name })}</p>
    </SignerDialog>
  );
}
