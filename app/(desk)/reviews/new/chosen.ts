// From what a person chose on the settings panel to what the server is asked for. Pure.
import { CREATOR_ROLE, type Role } from '../../../../domain/review';
import type { PersonView, TemplateCard } from '../../../../domain/view';
import { say } from '../../../ui/say';

/** People by role; somebody may stand under several. */
export type Chosen = Partial<Record<Role, readonly PersonView[]>>;

/** The roles that the panel offers, in the office's order; a head only where a step of the template is signed by one. */
export function rolesFor(template: TemplateCard): Role[] {
  const head = template.steps.some((step) => step.who === 'head');
  return [...(head ? (['head'] as const) : []), 'owner', 'signatory', 'editor', 'suggester', 'commenter', 'viewer'];
}

/** One entry a person with all their roles; `creator`: who will be the owner, where they are wanted among them. */
export function membersOf(chosen: Chosen, creator?: PersonView): { personId: string; roles: Role[] }[] {
  const byPerson = new Map<string, Role[]>(creator && [[creator.id, [CREATOR_ROLE]]]);
  for (const [role, people] of Object.entries(chosen) as [Role, readonly PersonView[]][]) {
    for (const person of people) byPerson.set(person.id, [...(byPerson.get(person.id) ?? []), role]);
  }
  return [...byPerson].map(([personId, roles]) => ({ personId, roles }));
}

/** Everybody who was chosen, once, and who creates the review. */
export function peopleIn(chosen: Chosen, creator: PersonView): PersonView[] {
  return [...new Map([creator, ...Object.values(chosen).flat()].map((one) => [one.id, one])).values()];
}

/** What the title will be when none is written: the template's, with the fields that are filled and the names of those that are not. */
export function titlePreview(template: TemplateCard, meta: Readonly<Record<string, string>>, locale: string): string {
  const label = (key: string) => {
    const field = template.meta.find((one) => one.key === key);
    return field ? (locale === 'en' ? `(${field.label.en})` : `（${field.label.zh}）`) : '';
  };
  return say(template.title, locale).replace(/\{(\w+)\}/g, (_, key: string) => meta[key]?.trim() || label(key));
}
