// The conditions of one rule in the dialog: the sentence, who can clear them, the way to each, and a reason where they can be waived.
'use client';
import { useTranslations } from 'next-intl';
import type { Gate } from '../../../domain/gates';
import type { ReviewPage } from '../../../domain/view';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import type { GateGroup } from '../outline/gateGroups';
import { GATE_ICON, useGateWords } from '../outline/useGateWords';
import { GatePlaces } from './GatePlaces';

interface Props {
  page: Pick<ReviewPage, 'templateBody' | 'members' | 'abilities'>;
  group: GateGroup;
  reason: string;
  onReason: (reason: string) => void;
  onGo: (gate: Gate) => void;
}

export function GateItem({ page, group, reason, onReason, onGo }: Props) {
  const t = useTranslations('gates');
  const sep = useTranslations('outline')('sep');
  const { sentence, who } = useGateWords(page);
  const [first] = group.gates;
  // Facts are changed while drafting only (matrix: change title, dates); offering the form here would lead nowhere.
  const elsewhere = group.kind === 'required-meta' && !page.abilities.includes('change-title');
  // The sentence of these names the one place already.
  const placed = !elsewhere && (group.gates.length > 1 || group.gates[0]?.place.quote !== undefined);
  return (
    <li>
      <div className="row">
        <Icon name={reason.trim() ? 'agree' : GATE_ICON[group.kind]} className={reason.trim() ? 'good' : 'bad'} />
        <span className="grow">
          <b>{sentence(group)}</b>
          <small className="hint">
            {[elsewhere ? t('metaWhere') : who(group.gates), !group.waivable && t('never')].filter(Boolean).join(sep)}
          </small>
        </span>
        {first && !elsewhere && (
          <Button size="sm" onClick={() => onGo(first)}>
            {t(`do.${group.kind}`)}
          </Button>
        )}
      </div>
      {placed && <GatePlaces page={page} gates={group.gates} onGo={onGo} />}
      {group.waivable && (
        <TextArea
          label={t('reason')}
          rows={1}
          maxLength={2000}
          value={reason}
          onChange={(event) => onReason(event.target.value)}
        />
      )}
    </li>
  );
}
