// The menu on one line of a sign-off, for those who may do something with it, and the dialog of the act that was chosen.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { actsOn, type LineAct } from '../../../domain/lineActs';
import type { ReviewPage, SignoffLineView, SignoffStepView, SignoffView } from '../../../domain/view';
import { IconButton } from '../../ui/Button';
import type { IconName } from '../../ui/icons';
import { laterPart } from '../../ui/later';
import { Menu, MenuItem } from '../../ui/Menu';
import { useRemind } from './useRemind';

const LineDialog = laterPart(() => import('./LineDialog').then((file) => file.LineDialog));

const ICON: Record<LineAct, IconName> = {
  remind: 'bell',
  delegate: 'delegate',
  'give-back': 'undo',
  transfer: 'arrow-r',
  'add-before': 'arrow-u',
  'add-beside': 'plus',
  due: 'cal',
  'return-step': 'reply',
  remove: 'x',
};

interface Props {
  page: Pick<ReviewPage, 'id' | 'members' | 'me' | 'abilities' | 'templateBody'>;
  signoff: SignoffView;
  step: SignoffStepView;
  line: SignoffLineView;
}

export function LineMenu({ page, signoff, step, line }: Props) {
  const t = useTranslations('signers');
  const [act, setAct] = useState<Exclude<LineAct, 'remind'> | null>(null);
  const around = { reviewId: page.id, signoff };
  const { remind } = useRemind(page.id);
  const acts = actsOn(line, step, { personId: page.me.id, abilities: page.abilities });
  if (acts.length === 0) return null;
  return (
    <>
      <Menu
        label={t('menu', { name: line.name })}
        trigger={<IconButton icon="more" size="sm" label={t('menu', { name: line.name })} />}
      >
        {acts.map((one) => (
          <MenuItem
            key={one}
            icon={ICON[one]}
            danger={one === 'remove'}
            onSelect={() => (one === 'remind' ? void remind([line]) : setAct(one))}
          >
            {t(`act.${one}`)}
          </MenuItem>
        ))}
      </Menu>
      {act && (
        <LineDialog
          act={act}
          around={around}
          step={step}
          line={line}
          template={page.templateBody}
          members={page.members}
          meId={page.me.id}
          onClose={() => setAct(null)}
        />
      )}
    </>
  );
}
