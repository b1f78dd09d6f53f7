// The templates as cards with a page in small: a group of radio buttons, so the arrows walk through it.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { TemplateCard } from '../../../../domain/view';
import { say } from '../../../ui/say';
import { Tag } from '../../../ui/Tag';

interface Props {
  templates: readonly TemplateCard[];
  chosen?: string;
  onChoose: (id: string) => void;
}

export function Gallery({ templates, chosen, onChoose }: Props) {
  return templates.map((template) => (
    <Card key={template.id} template={template} on={template.id === chosen} onChoose={onChoose} />
  ));
}

function Card({ template, on, onChoose }: { template: TemplateCard; on: boolean; onChoose: (id: string) => void }) {
  const t = useTranslations('newReview');
  const locale = useLocale();
  const dimensions = template.parts.reduce((most, part) => Math.max(most, part.dimensions.length), 0);
  return (
    <label className="tc">
      <input
        type="radio"
        className="sr"
        name="template"
        value={template.id}
        checked={on}
        onChange={() => onChoose(template.id)}
      />
      <span className="tc-name">{say(template.name, locale)}</span>
      <p className="clip-2">{template.parts.map((part) => say(part.title, locale)).join(t('and'))}</p>
      <MiniPage template={template} />
      <span className="tags">
        {dimensions > 0 && <Tag>{t('dimensions', { n: dimensions })}</Tag>}
        {template.steps.map((step) => (
          <Tag key={step.key ?? `${step.order} ${step.title.zh}`}>{say(step.title, locale)}</Tag>
        ))}
      </span>
    </label>
  );
}

/** A heading for each part, a line for each dimension (two lines where a part has none): the template's own shape. */
function MiniPage({ template }: { template: TemplateCard }) {
  const lines = template.parts.flatMap((part) => [
    { key: part.key, look: 'h' },
    ...(part.dimensions.length > 0 ? part.dimensions.slice(0, 4) : [part.title, part.title]).map((_, n) => ({
      key: `${part.key}-${n}`,
      look: n % 2 ? 's' : '',
    })),
  ]);
  return (
    <span className="mini" aria-hidden="true">
      <i className="t" />
      {lines.slice(0, 12).map((line) => (
        <i key={line.key} className={line.look || undefined} />
      ))}
    </span>
  );
}
