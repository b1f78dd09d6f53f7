// One step of the plan: its sentence, and the fields that make it. What can never pass is said at the field that mends it.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { PlannedPerson, SignoffStepPlan } from '../../../domain/review';
import { type Plan, type PlanFault, peopleOf } from '../../../domain/signoffPlan';
import type { PersonView, SignoffPlanView } from '../../../domain/view';
import { IconButton } from '../../ui/Button';
import { useDates } from '../../ui/Day';
import { Check, SelectField, TextField } from '../../ui/Field';
import { say } from '../../ui/say';
import { Notice } from '../../ui/Tag';
import type { DraftStep } from './draft';
import type { PlanMember } from './PlanForm';
import { PlanPeople } from './PlanPeople';
import { PlanRule } from './PlanRule';
import { usePlanWords } from './usePlanWords';

interface Props {
  step: DraftStep;
  /** Place in the list, from 0, and the order that follows. */
  at: number;
  order: number;
  last: boolean;
  plan: Plan;
  members: readonly PlanMember[];
  /** Those asked as the plan was loaded: whom a name belongs to, and who is out of office. */
  away: SignoffPlanView['people'][number];
  nameOf: (personId: string) => string;
  onMeet: (person: PersonView) => void;
  sections: readonly { id: string; title: string }[];
  faults: readonly PlanFault[];
  edits: boolean;
  onChange: (step: DraftStep) => void;
  onMove: (by: -1 | 1) => void;
  /** Null: the only step. */
  onRemove: (() => void) | null;
}

const ROLES_ASKED = ['signatories', 'head'] as const;
const WHO = [...ROLES_ASKED, 'people'] as const;

export function PlanStep({
  step,
  at,
  order,
  last,
  plan,
  members,
  away,
  nameOf,
  onMeet,
  sections,
  faults,
  edits,
  onChange,
  onMove,
  onRemove,
}: Props) {
  const t = useTranslations('plan');
  const locale = useLocale();
  const tell = useDates();
  const sentence = usePlanWords();
  const asked = peopleOf(
    { ...step, order } as SignoffStepPlan,
    plan,
    members.map(({ id, roles }) => ({ personId: id, roles })),
  );
  const names = asked.map(({ personId }) => nameOf(personId));
  const absent = away.filter((one) => one.absent && asked.some(({ personId }) => personId === one.personId));
  const fault = (field: PlanFault['field']) => (faults.some((one) => one.field === field) ? t(`fault.${field}`) : null);
  const who = typeof step.who === 'string' ? step.who : 'people';
  const titled = (title: string) => (locale === 'en' ? { ...step.title, en: title } : { ...step.title, zh: title });
  return (
    <li className="pn-s">
      <div className="row">
        <b className="grow">{t(step.beside ? 'besideStep' : 'step', { n: order })}</b>
        {edits && (
          <>
            <IconButton icon="arrow-u" size="sm" label={t('up')} disabled={at === 0} onClick={() => onMove(-1)} />
            <IconButton icon="arrow-d" size="sm" label={t('down')} disabled={last} onClick={() => onMove(1)} />
            {onRemove && <IconButton icon="trash" size="sm" label={t('remove')} onClick={onRemove} />}
          </>
        )}
      </div>
      <p>{sentence(step, names)}</p>
      {absent.map((one) => (
        <p key={one.personId} className="hint">
          {t(one.absent?.delegate ? 'absentFor' : 'absent', {
            name: one.name,
            day: one.absent ? tell(one.absent.until) : '',
            delegate: one.absent?.delegate?.name ?? '',
          })}
        </p>
      ))}
      {fault('order') && <Notice meaning="object" icon="warn" title={fault('order') ?? ''} />}
      {edits && (
        <>
          {at > 0 && (
            <Check
              label={t('beside')}
              checked={step.beside}
              onChange={(event) => onChange({ ...step, beside: event.target.checked })}
            />
          )}
          <div className="pn-g">
            <TextField
              label={t('name')}
              maxLength={100}
              required
              value={say(step.title, locale)}
              error={say(step.title, locale).trim() === '' ? t('nameNeed') : null}
              onChange={(event) => onChange({ ...step, title: titled(event.target.value) })}
            />
            <SelectField
              label={t('who')}
              value={who}
              onChange={(event) => onChange({ ...step, who: whoOf(event.target.value, asked) })}
            >
              {WHO.map((one) => (
                <option key={one} value={one}>
                  {t(`whoIs.${one}`)}
                </option>
              ))}
            </SelectField>
          </div>
          {typeof step.who !== 'string' && (
            <PlanPeople
              people={step.who.people}
              grouped={step.rule.kind === 'each-group'}
              nameOf={({ personId }) => nameOf(personId)}
              onMeet={onMeet}
              members={members}
              sections={sections}
              error={fault('people') ?? fault('group')}
              onChange={(people) => onChange({ ...step, who: { people } })}
            />
          )}
          <PlanRule
            rule={step.rule}
            named={typeof step.who !== 'string'}
            error={fault('rule') ?? (typeof step.who === 'string' ? fault('group') : null)}
            onChange={(rule) => onChange({ ...step, rule })}
          />
          <Check
            label={t('issues')}
            checked={step.issues ?? false}
            onChange={(event) => onChange({ ...step, issues: event.target.checked })}
          />
          {fault('issues') && (
            <p className="error" role="alert">
              {fault('issues')}
            </p>
          )}
        </>
      )}
    </li>
  );
}

/** From roles to names: those who are asked as things stand are the first names. */
function whoOf(value: string, asked: readonly PlannedPerson[]): DraftStep['who'] {
  return ROLES_ASKED.find((one) => one === value) ?? { people: asked };
}
