// The sign-off of a new review in words, from the steps and the people chosen so far, with the way to change the steps.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { peopleOf, planned, planOf } from '../../../../domain/signoffPlan';
import type { PersonView, TemplateCard } from '../../../../domain/view';
import type { PlanChoice } from '../../../review/plan/PlanForm';
import { usePlanWords } from '../../../review/plan/usePlanWords';
import { useRuleWords } from '../../../review/sign/useRuleWords';
import { laterPart } from '../../../ui/later';
import { type Chosen, membersOf, peopleIn } from './chosen';

const PlanForm = laterPart(() => import('../../../review/plan/PlanForm').then((file) => file.PlanForm));

interface Props {
  template: TemplateCard;
  chosen: Chosen;
  me: PersonView;
  /** Null: as the template has it. */
  plan: PlanChoice | null;
  onPlan: (plan: PlanChoice | null) => void;
}

export function Rule({ template, chosen, me, plan, onPlan }: Props) {
  const t = useTranslations('newReview');
  const words = useTranslations('plan');
  const sentence = usePlanWords();
  const whole = useRuleWords();
  const [open, setOpen] = useState(false);
  /** Named in a step and nowhere else: their names are known from here. */
  const [met, setMet] = useState<readonly PersonView[]>([]);
  const source = { workflow: { signoff: { steps: template.steps } } };
  const steps = planOf(source, plan?.steps ?? null);
  const members = membersOf(chosen, me);
  const people = peopleIn(chosen, me);
  const nameOf = (id: string) => [...people, ...met].find((one) => one.id === id)?.name ?? words('oneMore');
  return (
    <div className="field">
      <span className="row">
        <span className="label grow">{t('rule')}</span>
        <button type="button" className="link" onClick={() => setOpen(true)}>
          {words('change')}
        </button>
      </span>
      <div className="rule">
        <p>
          <b>{whole.sentence(planned(steps, members, nameOf), false)}</b>
        </p>
        {steps.map((step) => (
          <p key={step.key}>
            {sentence(
              step,
              peopleOf(step, steps, members).map(({ personId }) => nameOf(personId)),
            )}
          </p>
        ))}
        <p className="muted">{t('ruleAfter')}</p>
      </div>
      {open && (
        <PlanForm
          template={source}
          kept={{ steps, edited: plan?.steps != null, due: plan?.due ?? null }}
          members={people.map((one) => ({
            ...one,
            roles: members.find(({ personId }) => personId === one.id)?.roles ?? [],
          }))}
          away={met.map(({ id, name }) => ({ personId: id, name }))}
          sections={[]}
          edits
          busy={false}
          problem={null}
          onSend={(choice) => {
            onPlan(choice.steps === null && choice.due === null ? null : choice);
            setOpen(false);
          }}
          onMeet={(person) => setMet([...met, person])}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
