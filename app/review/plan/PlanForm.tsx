// The steps of a sign-off in a dialog, wherever they are kept: the one sentence that they make, each step with its fields, until when.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { SignoffStepPlan } from '../../../domain/review';
import { faultsOf, type PlanFault, planned, planOf, type StepsOf } from '../../../domain/signoffPlan';
import type { MemberView, PersonView, SignoffPlanView } from '../../../domain/view';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { Notice } from '../../ui/Tag';
import { useRuleWords } from '../sign/useRuleWords';
import { type DraftStep, draftOf, moved, stepsOf, without, withStep } from './draft';
import { PlanStep } from './PlanStep';

/** What is kept: `steps` null for those of the template. */
export interface PlanChoice {
  steps: SignoffStepPlan[] | null;
  due: string | null;
}

export type PlanMember = Pick<MemberView, 'id' | 'name' | 'colour' | 'roles'>;

interface Props {
  template: StepsOf;
  /** As they stand; null until they are here. */
  kept: { steps: readonly SignoffStepPlan[]; edited: boolean; due: string | null } | null;
  members: readonly PlanMember[];
  /** Others whom a step may name, and who is out of office. */
  away: SignoffPlanView['people'][number];
  /** Sections of the text, for those who sign only some. */
  sections: readonly { id: string; title: string }[];
  edits: boolean;
  busy: boolean;
  /** Why it was not loaded or kept, and where. */
  problem: { title: string; field: string | null } | null;
  onSend: (choice: PlanChoice) => void;
  onMeet?: (person: PersonView) => void;
  /** Asks for them again where they did not come. */
  onAgain?: () => void;
  onClose: () => void;
}

export function PlanForm({
  template,
  kept,
  members,
  away,
  sections,
  edits,
  busy,
  problem,
  onSend,
  onMeet,
  onAgain,
  onClose,
}: Props) {
  const t = useTranslations('plan');
  const common = useTranslations('common');
  const { sentence } = useRuleWords();
  const [draft, setDraft] = useState<readonly DraftStep[] | null>(null);
  const [due, setDue] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState(0);
  const [met, setMet] = useState<ReadonlyMap<string, string>>(new Map());
  const shown = draft ?? (kept ? draftOf(kept.steps) : null);
  const day = due ?? kept?.due ?? '';
  const plan = shown && planOf(template, stepsOf(shown));
  const faults: readonly PlanFault[] = plan && (tried || draft) ? faultsOf(plan) : [];
  const nameOf = (personId: string) =>
    members.find(({ id }) => id === personId)?.name ??
    away.find((one) => one.personId === personId)?.name ??
    met.get(personId) ??
    t('oneMore');
  const asMembers = members.map(({ id, roles }) => ({ personId: id, roles }));

  const save = () => {
    setTried(true);
    if (!shown || !plan || faultsOf(plan).length > 0) return;
    // Without a change of the steps they stay what they were: the template's, or those edited before.
    const steps = draft ? stepsOf(draft) : kept?.edited ? [...kept.steps] : null;
    onSend({ steps, due: day || null });
  };
  const change = (at: number, step: DraftStep) => shown && setDraft(shown.map((one, n) => (n === at ? step : one)));
  const add = () => {
    if (!shown) return;
    setMade(made + 1);
    setDraft(withStep(shown, { zh: '会签', en: 'Sign off' }, `new ${made}`));
  };
  const foot = edits ? (
    <>
      {kept?.edited && (
        <Button variant="ghost" busy={busy} onClick={() => onSend({ steps: null, due: day || null })}>
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
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('title')}
      note={t(edits ? 'note' : 'noteRead')}
      {...(edits && { onSubmit: save })}
      foot={foot}
    >
      {problem && (
        <Notice meaning="object" icon="warn" role="alert" title={problem.title}>
          {problem.field && t('where', { field: problem.field })}
          {onAgain && (
            <Button size="sm" onClick={onAgain}>
              {common('retry')}
            </Button>
          )}
        </Notice>
      )}
      {plan && <p className="pn-all">{sentence(planned(plan, asMembers, nameOf), false)}</p>}
      <ol className="pn">
        {shown?.map((step, at) => (
          <PlanStep
            key={step.id}
            step={step}
            at={at}
            order={plan?.[at]?.order ?? 1}
            last={at === shown.length - 1}
            plan={plan ?? []}
            members={members}
            away={away}
            nameOf={nameOf}
            onMeet={(person) => {
              setMet(new Map([...met, [person.id, person.name]]));
              onMeet?.(person);
            }}
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
        <Button size="sm" icon="plus" className="pn-add" onClick={add}>
          {t('add')}
        </Button>
      )}
      {/* Not before the steps: the first field takes the focus. */}
      {shown && (
        <TextField
          label={t('due')}
          type="date"
          value={day}
          hint={t('dueWhat')}
          disabled={!edits}
          onChange={(event) => setDue(event.target.value)}
        />
      )}
    </Dialog>
  );
}
