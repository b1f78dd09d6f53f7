// The settings of a new review: title, the template's fields, people, the rule in words.
'use client';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { CREATOR_ROLE } from '../../../../domain/review';
import type { PersonView, TemplateCard } from '../../../../domain/view';
import { useCall } from '../../../client/useCall';
import type { PlanChoice } from '../../../review/plan/PlanForm';
import { Button } from '../../../ui/Button';
import { TextField } from '../../../ui/Field';
import { say } from '../../../ui/say';
import { Notice } from '../../../ui/Tag';
import { type Chosen, membersOf, rolesFor, titlePreview } from './chosen';
import { MetaField } from './MetaField';
import { People } from './People';
import { Rule } from './Rule';

/** Longest title, UTF-16 code units, as the server takes it. */
const TITLE_MOST = 200;

interface Props {
  template: TemplateCard;
  me: PersonView;
  organisation: string | null;
  /** An imported text that fills the document, and the title found in it. */
  text?: string;
  suggested?: string;
}

export function Settings({ template, me, organisation, text, suggested }: Props) {
  const t = useTranslations('newReview');
  const locale = useLocale();
  const router = useRouter();
  const { busy, words, run } = useCall();
  const [title, setTitle] = useState(suggested?.slice(0, TITLE_MOST) ?? '');
  const [meta, setMeta] = useState<Record<string, string>>(organisation ? { org: organisation } : {});
  const [chosen, setChosen] = useState<Chosen>({});
  const [plan, setPlan] = useState<PlanChoice | null>(null);

  const create = async () => {
    const answer = await run<{ id: string }>('POST', '/reviews', {
      templateId: template.id,
      ...(title.trim() && { title: title.trim() }),
      meta: Object.fromEntries(
        template.meta.map((field) => [field.key, meta[field.key]?.trim()]).filter(([, value]) => value),
      ),
      members: membersOf(chosen),
      ...(text !== undefined && { text }),
      ...(plan && { signoff: plan }),
    });
    if (answer.ok) router.push(`/reviews/${answer.value.id}`);
  };

  return (
    <form
      className="nr-r"
      aria-label={t('settings')}
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <div className="nr-b">
        <div>
          <p className="eyebrow">{t('version', { name: say(template.name, locale), n: template.version })}</p>
          <h2>{t('who')}</h2>
        </div>
        <TextField
          label={t('reviewTitle')}
          maxLength={TITLE_MOST}
          value={title}
          placeholder={titlePreview(template, meta, locale)}
          hint={t('titleHint')}
          onChange={(event) => setTitle(event.target.value)}
        />
        <div className="g2">
          {template.meta.map((field) => (
            <MetaField
              key={field.key}
              field={field}
              value={meta[field.key] ?? ''}
              onChange={(value) => setMeta({ ...meta, [field.key]: value })}
            />
          ))}
        </div>
        {rolesFor(template).map((role) => (
          <People
            key={role}
            role={role}
            fixed={role === CREATOR_ROLE ? me : undefined}
            people={chosen[role] ?? []}
            onChange={(people) => setChosen({ ...chosen, [role]: people })}
          />
        ))}
        <Rule template={template} chosen={chosen} me={me} plan={plan} onPlan={setPlan} />
      </div>
      <div className="nr-f">
        {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
        <span className="grow" />
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          {t('create')}
        </Button>
      </div>
    </form>
  );
}
