// Who will be asked: the whole rule in one sentence, then a line a step, with the way to change it.
'use client';
import { useTranslations } from 'next-intl';
import { peopleOf, planned, planOf } from '../../../domain/signoffPlan';
import type { ReviewPage } from '../../../domain/view';
import { useRuleWords } from '../sign/useRuleWords';
import { usePlanWords } from './usePlanWords';

interface Props {
  page: Pick<ReviewPage, 'templateBody' | 'members' | 'abilities' | 'signoffSteps'>;
  onPlan: () => void;
}

export function PlanSummary({ page, onPlan }: Props) {
  const t = useTranslations('plan');
  const sentence = usePlanWords();
  const whole = useRuleWords();
  const plan = planOf(page.templateBody, page.signoffSteps);
  const members = page.members.map(({ id, roles }) => ({ personId: id, roles }));
  // Somebody named who is no member yet becomes one with the freeze; until then the page does not know the name.
  const nameOf = (id: string) => page.members.find((one) => one.id === id)?.name ?? t('oneMore');
  return (
    <div className="pn-w">
      <span className="row">
        <b className="grow">{t('title')}</b>
        {page.abilities.includes('plan-signoff') && (
          <button type="button" className="link" onClick={onPlan}>
            {t('change')}
          </button>
        )}
      </span>
      <p>{whole.sentence(planned(plan, members, nameOf), false)}</p>
      <ol>
        {plan.map((step) => (
          <li key={step.key}>
            {sentence(
              step,
              peopleOf(step, plan, members).map(({ personId }) => nameOf(personId)),
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
