// Who is here now: the first few as discs, the rest as a number, all of them by name for a screen reader.
'use client';
import { useTranslations } from 'next-intl';
import type { PersonView } from '../../domain/view';
import { Avatar } from '../ui/Avatar';
import { peopleHere } from './people';

const SHOWN = 4;

export function Presence({ present, me }: { present: readonly PersonView[]; me: PersonView }) {
  const t = useTranslations('review');
  const people = peopleHere(present, me);
  const names = people.map((one) => (one.id === me.id ? t('onlineMe', { name: one.name }) : one.name));
  return (
    <div
      className="avs"
      role="img"
      aria-label={`${t('online', { n: people.length })}: ${names.join(', ')}`}
      title={names.join(', ')}
    >
      {people.slice(0, SHOWN).map((one) => (
        <Avatar key={one.id} name={one.name} colour={one.colour} size={28} />
      ))}
      {people.length > SHOWN && <span className="av av-28 av-more">+{people.length - SHOWN}</span>}
    </div>
  );
}
