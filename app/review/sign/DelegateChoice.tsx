// Beside the decisions: letting somebody else sign in one's place. It opens its own dialog, for it is no decision.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { actsOn } from '../../../domain/lineActs';
import { Icon } from '../../ui/Icon';
import { laterPart } from '../../ui/later';
import type { SignProps } from './DecisionForm';

const PassOn = laterPart(() => import('../signers/PassOn').then((file) => file.PassOn));

export function DelegateChoice({ page, signoff, line }: Pick<SignProps, 'page' | 'signoff' | 'line'>) {
  const t = useTranslations('sign');
  const [open, setOpen] = useState(false);
  const step = signoff.steps.find(({ lines }) => lines.some(({ id }) => id === line.id));
  const reader = { personId: page.me.id, abilities: page.abilities };
  if (!step || !actsOn(line, step, reader).includes('delegate')) return null;
  return (
    <>
      <button type="button" className="choice is-info" onClick={() => setOpen(true)}>
        <Icon name="delegate" />
        <span>
          <b>{t('delegate')}</b>
          <small>{t('delegateWhat')}</small>
        </span>
      </button>
      {open && (
        <PassOn
          act="delegate"
          reviewId={page.id}
          signoff={signoff}
          line={line}
          members={page.members}
          meId={page.me.id}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
