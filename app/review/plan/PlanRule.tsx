// When a step passes: the kind of rule, its number or share, and whether an objection stops it.
'use client';
import { useTranslations } from 'next-intl';
import type { StepRule } from '../../../domain/review';
import { Check, SelectField, TextField } from '../../ui/Field';
import { choiceOf, RULES, type RuleChoice, ruleOf } from './draft';

interface Props {
  rule: StepRule;
  /** Whether the people are named: groups need names. */
  named: boolean;
  error: string | null;
  onChange: (rule: StepRule) => void;
}

/** Shares that offices know. */
const SHARES = ['1/2', '2/3', '3/4', '1/1'] as const;

export function PlanRule({ rule, named, error, onChange }: Props) {
  const t = useTranslations('plan');
  const choice = choiceOf(rule);
  const share = rule.kind === 'quorum' && rule.share ? `${rule.share.num}/${rule.share.den}` : null;
  const shares = share !== null && !SHARES.some((one) => one === share) ? [share, ...SHARES] : SHARES;
  return (
    <>
      <div className="pn-g">
        <SelectField
          label={t('rule')}
          value={choice}
          error={error}
          onChange={(event) => onChange(ruleOf(event.target.value as RuleChoice, rule))}
        >
          {RULES.filter((one) => named || one !== 'each-group' || choice === one).map((one) => (
            <option key={one} value={one}>
              {t(`ruleIs.${one}`)}
            </option>
          ))}
        </SelectField>
        {(choice === 'min' || choice === 'each-group') && 'min' in rule && (
          <TextField
            label={t(choice === 'min' ? 'min' : 'minEach')}
            type="number"
            min={1}
            max={200}
            value={rule.min ?? 1}
            onChange={(event) => onChange({ ...rule, min: Math.max(1, Math.trunc(Number(event.target.value)) || 1) })}
          />
        )}
        {rule.kind === 'quorum' && share !== null && (
          <SelectField
            label={t('share')}
            value={share}
            onChange={(event) => {
              const [num = 1, den = 1] = event.target.value.split('/').map(Number);
              onChange({ ...rule, share: { num, den } });
            }}
          >
            {shares.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </SelectField>
        )}
      </div>
      {(rule.kind === 'quorum' || rule.kind === 'any') && (
        <Check
          label={t('stops')}
          checked={rule.objectionBlocks !== false}
          onChange={(event) => onChange({ ...rule, objectionBlocks: event.target.checked })}
        />
      )}
    </>
  );
}
