// The steps of the sign-off before it starts: seen in words, edited, put back to the template's.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { faultsOf, type PlanFault, planOf } from '../../../domain/signoffPlan';
import type { ReviewPage, SignoffPlanView } from '../../../domain/view';
import { call } from '../../client/api';
import { useCall, useRefusalWords } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { Notice } from '../../ui/Tag';
import { notify } from '../../ui/Toast';
import { type DraftStep, draftOf, moved, stepsOf, without, withStep } from './draft';
import { PlanStep } from './PlanStep';

interface Props {
  page: Pick<ReviewPage, 'id' | 'templateBody' | 'members' | 'abilities'>;
  /** Sections of the text, for those who sign only some. */
  sections: readonly { id: string; title: string }[];
  onClose: () => void;
}

export function PlanDialog({ page, sections, onClose }: Props) {
  const t = useTranslations('plan');
  const common = useTranslations('common');
  const router = useRouter();
  const { busy, problem, words, run } = useCall();
  const { view, failed } = usePlan(page.id);
  const [draft, setDraft] = useState<readonly DraftStep[] | null>(null);
  const [due, setDue] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState(0);
  const edits = page.abilities.includes('plan-signoff');
  const shown = draft ?? (view ? draftOf(view.steps) : null);
  const day = due ?? view?.due ?? '';
  const plan = shown && planOf(page.templateBody, stepsOf(shown));
  const faults: readonly PlanFault[] = plan && (tried || draft) ? faultsOf(plan) : [];

  const save = async () => {
    setTried(true);
    if (!shown || !plan || faultsOf(plan).length > 0) return;
    // Without a change of the steps they stay what they were: the template's, or those edited before.
    const steps = draft ? stepsOf(draft) : view?.edited ? view.steps : null;
    await send({ steps, due: day || null });
  };
  const send = async (body: unknown) => {
    const answer = await run('PUT', `/reviews/${page.id}/signoff-plan`, body);
    if (!answer.ok) return;
    onClose();
    notify(t('saved'));
    router.refresh();
  };
  const change = (at: number, step: DraftStep) => shown && setDraft(shown.map((one, n) => (n === at ? step : one)));
  const add = () => {
    if (!shown) return;
    setMade(made + 1);
    setDraft(withStep(shown, { zh: '会签', en: 'Sign off' }, `new ${made}`));
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('title')}
      note={t(edits ? 'note' : 'noteRead')}
      {...(edits && { onSubmit: () => void save() })}
      foot={
        edits ? (
          <>
            {view?.edited && (
              <Button variant="ghost" busy={busy} onClick={() => void send({ steps: null })}>
                {t('reset')}
              </Button>
            )}
            <span className="hint grow" role="status">
              {faults.length > 0 && t('faults', { n: faults.length })}
            </span>
            <Button onClick={onClose}>{common('cancel')}</Button>
            <Button type="submit" variant={faults.length > 0 ? 'gated' : 'primary'} busy={busy}>
              {t('save')}
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{common('close')}</Button>
        )
      }
    >
      {failed && <Notice meaning="object" icon="warn" role="alert" title={failed} />}
      {words && (
        <Notice meaning="object" icon="warn" role="alert" title={words}>
          {problem?.field && t('where', { field: problem.field })}
        </Notice>
      )}
      <ol className="pn">
        {shown?.map((step, at) => (
          <PlanStep
            key={step.id}
            step={step}
            at={at}
            order={plan?.[at]?.order ?? 1}
            last={at === shown.length - 1}
            plan={plan ?? []}
            members={page.members}
            away={view?.people.flat() ?? []}
            sections={sections}
            faults={faults.filter((fault) => fault.step === at + 1)}
            edits={edits}
            onChange={(next) => change(at, next)}
            onMove={(by) => setDraft(moved(shown, at, by))}
            onRemove={shown.length > 1 ? () => setDraft(without(shown, at)) : null}
          />
        ))}
      </ol>
      {edits && (
        <Button size="sm" icon="plus" onClick={add}>
          {t('add')}
        </Button>
      )}
      <TextField
        label={t('due')}
        type="date"
        value={day}
        hint={t('dueWhat')}
        disabled={!edits}
        onChange={(event) => setDue(event.target.value)}
      />
    </Dialog>
  );
}

function usePlan(reviewId: string): { view: SignoffPlanView | null; failed: string | null } {
  const say = useRefusalWords();
  const [view, setView] = useState<SignoffPlanView | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void call<SignoffPlanView>('GET', `/reviews/${reviewId}/signoff-plan`).then((answer) => {
      if (gone) return;
      if (answer.ok) setView(answer.value);
      else setFailed(say(answer.problem.code));
    });
    return () => {
      gone = true;
    };
  }, [reviewId, say]);
  return { view, failed };
}
