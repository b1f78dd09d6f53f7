// Sends the text for sign-off: the conditions as the server sees them now, a reason for each that is waived.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Gate } from '../../../domain/gates';
import { planOf, signersOf } from '../../../domain/signoffPlan';
import type { ReviewPage } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Tag';
import { gateGroups } from '../outline/gateGroups';
import { GateItem } from './GateItem';
import { useGates } from './useGates';

interface Props {
  page: Pick<ReviewPage, 'id' | 'templateBody' | 'members' | 'abilities' | 'signoffSteps'>;
  /** Edits that the server has not confirmed: a frozen text must hold them. */
  unsaved: number;
  onGo: (gate: Gate) => void;
  onClose: () => void;
}

export function FreezeDialog({ page, unsaved, onGo, onClose }: Props) {
  const t = useTranslations('gates');
  const act = useTranslations('review.act');
  const router = useRouter();
  const { busy, problem, words, run } = useCall();
  const { gates, reload, words: notLoaded } = useGates(page.id);
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const groups = gateGroups(gates ?? []);
  const open = groups
    .filter((group) => !group.waivable || !reasons[group.rule]?.trim())
    .flatMap((group) => group.gates);

  const send = async () => {
    if (!gates || open.length > 0 || unsaved > 0) return;
    const overrides = groups.map(({ rule }) => ({ rule, reason: (reasons[rule] ?? '').trim() }));
    const answer = await run('POST', `/reviews/${page.id}/actions`, { action: 'freeze', overrides });
    if (!answer.ok) return answer.problem.gates && reload();
    onClose();
    router.refresh();
  };

  const signers = signersOf(
    planOf(page.templateBody, page.signoffSteps),
    page.members.map((one) => ({ personId: one.id, roles: one.roles })),
  );
  const names = page.members.filter((one) => signers.includes(one.id)).map((one) => one.name);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('dialog')}
      note={t('dialogNote')}
      onSubmit={() => void send()}
      foot={
        <>
          <span className="hint grow" role="status">
            {unsaved > 0
              ? t('unsaved', { n: unsaved })
              : !gates && !notLoaded
                ? t('loading')
                : open.length > 0
                  ? t('left', { n: open.length })
                  : null}
          </span>
          <Button onClick={onClose}>{act('cancel')}</Button>
          {/* Never a dead button: what is missing stands beside it, and pressing it early changes nothing. */}
          <Button type="submit" variant={gates && open.length === 0 && unsaved === 0 ? 'primary' : 'gated'} busy={busy}>
            {t('dialog')}
          </Button>
        </>
      }
    >
      {(words || notLoaded) && (
        <Notice
          meaning="object"
          icon="warn"
          role="alert"
          title={problem?.gates ? t('moved') : (words ?? notLoaded ?? '')}
        />
      )}
      {names.length > 0 && <p>{t('signers', { names: names.join(t('sep')) })}</p>}
      {groups.length > 0 && (
        <ul className="gates">
          {groups.map((group) => (
            <GateItem
              key={group.rule}
              page={page}
              group={group}
              reason={reasons[group.rule] ?? ''}
              onReason={(reason) => setReasons({ ...reasons, [group.rule]: reason })}
              onGo={onGo}
            />
          ))}
        </ul>
      )}
      {groups.some((group) => group.waivable) && <p className="hint">{t('reasonWho')}</p>}
    </Dialog>
  );
}
