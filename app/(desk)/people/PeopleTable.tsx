// One row a person, with the menu of what can be done; on a phone each row becomes a card.
'use client';
import { useTranslations } from 'next-intl';
import { Avatar } from '../../ui/Avatar';
import { IconButton } from '../../ui/Button';
import { Day } from '../../ui/Day';
import type { IconName } from '../../ui/icons';
import { Menu, MenuItem } from '../../ui/Menu';
import { type Meaning, Tag } from '../../ui/Tag';
import { actsFor, type Person, type PersonAct } from './acts';

const STATE: Record<Person['state'], { meaning: Meaning; icon: IconName }> = {
  active: { meaning: 'agree', icon: 'agree' },
  invited: { meaning: 'reserve', icon: 'pending' },
  disabled: { meaning: 'none', icon: 'lock' },
};

const ICON: Record<PersonAct, IconName> = {
  invite: 'link',
  reset: 'key',
  admin: 'shield',
  unadmin: 'shield',
  disable: 'lock',
  enable: 'restore',
  'hand-over': 'send',
};

interface Props {
  people: readonly Person[];
  me: string;
  onAct: (act: PersonAct, person: Person) => void;
}

export function PeopleTable({ people, me, onAct }: Props) {
  const t = useTranslations('people');
  return (
    <table className="tbl tbl-cards">
      <thead>
        <tr>
          <th scope="col">{t('col.person')}</th>
          <th scope="col">{t('col.state')}</th>
          <th scope="col">{t('col.since')}</th>
          <th scope="col">
            <span className="sr">{t('col.act')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Row key={person.id} person={person} self={person.id === me} onAct={onAct} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ person, self, onAct }: { person: Person; self: boolean; onAct: Props['onAct'] }) {
  const t = useTranslations('people');
  const acts = t('acts', { name: person.name });
  return (
    <tr>
      <td>
        <span className="who">
          <Avatar name={person.name} colour={person.colour} size={32} />
          <span className="grow">
            <b>{self ? t('you', { name: person.name }) : person.name}</b>
            <span className="sub">{person.email}</span>
          </span>
        </span>
      </td>
      <td>
        <span className="tags">
          <Tag {...STATE[person.state]}>{t(`state.${person.state}`)}</Tag>
          {person.admin && (
            <Tag meaning="info" icon="shield">
              {t('admin')}
            </Tag>
          )}
        </span>
      </td>
      <td className="nowrap">
        <Day at={person.createdAt} year />
      </td>
      <td className="act">
        <Menu trigger={<IconButton icon="more" label={acts} />} label={acts}>
          {actsFor(person, self).map((act) => (
            <MenuItem key={act} icon={ICON[act]} danger={act === 'disable'} onSelect={() => onAct(act, person)}>
              {t(`act.${act}`)}
            </MenuItem>
          ))}
        </Menu>
      </td>
    </tr>
  );
}
