// Sends the text for sign-off: the conditions as the server sees them now, a reason for each that is waived.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Block } from '../../../domain/document/blocks';
import type { Gate } from '../../../domain/gates';
import type { ReviewPage } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Tag';
import { gateGroups } from '../outline/gateGroups';
import { PlanSummary } from '../plan/PlanSummary';
import { WillStale } from '../signers/WillStale';
import { GateItem } from './GateItem';
import { Unprintable } from './Unprintable';
import { useGates } from './useGates';

interface Props {
  page: Pick<
    ReviewPage,
    'id' | 'title' | 'templateBody' | 'members' | 'abilities' | 'signoffSteps' | 'signoff' | 'openSections' | 'fields'
  >;
  blocks: readonly Block[];
  /** Edits that the server has not confirmed: a frozen text must hold them. */
  unsaved: number;
  onGo: (gate: Gate) => void;
  onPlan: () => void;
  onClose: () => void;
}

export function FreezeDialog({ page, blocks, unsaved, onGo, onPlan, onClose }: Props) {
  const t = useTranslations('gates');
  const act = useTranslations('review.act');
  const router = useRouter();
  const { busy, problem, words, once } = useCall();
  const { gates, reload, words: notLoaded } = useGates(page.id);
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  /** Pressed before the conditions were there: it counts when they are. */
  const [early, setEarly] = useState(false);
  const groups = gateGroups(gates ?? []);
  const open = groups
    .filter((group) => !group.waivable || !reasons[group.rule]?.trim())
    .flatMap((group) => group.gates);

  const send = async () => {
    if (!gates) return setEarly(!notLoaded);
    if (open.length > 0 || unsaved > 0) return;
    const overrides = groups.map(({ rule }) => ({ rule, reason: (reasons[rule] ?? '').trim() }));
    const answer = await once({
      method: 'POST',
      path: `/reviews/${page.id}/actions`,
      body: { action: 'freeze', overrides },
    });
    if (!answer.ok) return answer.problem.gates && reload();
    onClose();
    router.refresh();
  };
  useEffect(() => {
    if (!early || (!gates && !notLoaded)) return;
    setEarly(false);
    if (gates) void send();
  });

  // Sections that were returned are frozen again with the same people; the first time the plan says who is asked.
  const again = page.openSections.length > 0;
  const verb = t(again ? 'again' : 'dialog');
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={verb}
      note={t(again ? 'againNote' : 'dialogNote', { n: (page.signoff?.version ?? 0) + 1 })}
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
          <Button
            type="submit"
            variant={gates && open.length === 0 && unsaved === 0 ? 'primary' : 'gated'}
            busy={busy || early}
          >
            {verb}
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
      {again ? <WillStale page={page} blocks={blocks} /> : <PlanSummary page={page} onPlan={onPlan} />}
      <Unprintable page={page} onGo={onGo} />
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
