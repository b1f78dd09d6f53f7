// An entry of the record in words: what was done, to what or whom, and what its author said.
'use client';
import { useTranslations } from 'next-intl';
import type { ReviewPage, ReviewRecord } from '../../../domain/view';
import { shortDigest } from '../sign/shortDigest';

type Item = ReviewRecord['items'][number];

export interface Facts {
  what: string;
  /** Version, people, stages: what the kind alone does not say; '' for nothing. */
  facts: string;
  /** A reason or an opinion, in its author's words; '' for none. */
  said: string;
}

export function useFacts({ members }: Pick<ReviewPage, 'members'>): (item: Item) => Facts {
  const t = useTranslations('review.record');
  const audit = useTranslations('audit');
  const decision = useTranslations('decision');
  const stage = useTranslations('stage');
  const role = useTranslations('role');
  const sep = useTranslations('gates')('sep');
  return ({ kind, body }) => {
    const [group = '', act = ''] = kind.split('.');
    const known = `kind.${group}.${act}`;
    const text = (key: string) => (typeof body[key] === 'string' ? body[key] : null);
    const words = (key: string, say: ReturnType<typeof useTranslations>) => {
      const value = text(key);
      return value !== null && say.has(value) ? say(value) : value;
    };
    const person = (id: string | null) =>
      id === null ? null : (members.find((one) => one.id === id)?.name ?? t('gone'));
    const change = typeof body.change === 'object' && body.change !== null ? body.change : null;
    const changed = change && 'personId' in change && 'act' in change ? change : null;
    const roles = Array.isArray(body.roles) && kind === 'member.set' ? body.roles : [];
    const facts = [
      typeof body.versionNo === 'number' && t('version', { n: body.versionNo }),
      kind === 'version.frozen' &&
        text('contentSha256') &&
        t('digest', { digest: shortDigest(String(body.contentSha256), 2) }),
      words('decision', decision),
      kind === 'stage.changed' && t('moved', { from: words('from', stage) ?? '', to: words('to', stage) ?? '' }),
      changed && t(`change.${String(changed.act)}`, { name: person(String(changed.personId)) ?? '' }),
      !changed && person(text('personId')),
      roles.map((one) => (role.has(String(one)) ? role(String(one)) : String(one))).join(sep),
      kind === 'owner.replaced' && t('moved', { from: person(text('from')) ?? '', to: person(text('to')) ?? '' }),
      (kind === 'review.renamed' || kind === 'version.renamed') &&
        t('moved', { from: text('from') ?? '', to: text('to') ?? '' }),
      kind === 'version.named' && text('name'),
      kind === 'export.made' && text('format'),
      text('due'),
    ].filter((one): one is string => typeof one === 'string' && one !== '');
    return {
      what: audit.has(known) ? audit(known) : audit('other', { kind }),
      facts: facts.join(' · '),
      said: text('opinion') ?? text('reason') ?? '',
    };
  };
}
