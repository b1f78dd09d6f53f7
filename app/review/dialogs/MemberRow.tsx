// One member with the set of roles they hold; who may change it opens the set.
'use client';
import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { ROLES, type Role } from '../../../domain/review';
import type { MemberView } from '../../../domain/view';
import { Avatar } from '../../ui/Avatar';
import { Check } from '../../ui/Field';
import { Icon } from '../../ui/Icon';

interface Props {
  member: MemberView;
  me: boolean;
  /** Whether the reader may set these roles (none = take the person out). */
  may: (roles: readonly Role[]) => boolean;
  onSet: (roles: readonly Role[]) => void;
}

export function MemberRow({ member, me, may, onSet }: Props) {
  const t = useTranslations('share');
  const role = useTranslations('role');
  const sep = useTranslations('gates')('sep');
  const held = member.roles.map((one) => role(one)).join(sep);
  const options = ROLES.filter((one) => member.roles.includes(one) || may(toggled(member.roles, one)));
  const changeable =
    options.some((one) => toggled(member.roles, one).length > 0 && may(toggled(member.roles, one))) || may([]);
  return (
    <li>
      <Avatar name={member.name} colour={member.colour} size={28} />
      <span className="grow">
        {member.name} {me && <small>{t('you')}</small>}
      </span>
      {!changeable && <span className="muted">{held}</span>}
      {changeable && (
        <Popover.Root>
          <Popover.Trigger className="sel" aria-label={`${t('roles', { name: member.name })}: ${held}`}>
            {held}
            <Icon name="chev-d" />
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content
              className="pop roles"
              align="end"
              sideOffset={4}
              collisionPadding={8}
              aria-label={t('roles', { name: member.name })}
            >
              {options.map((one) => (
                <RoleCheck key={one} role={one} member={member} may={may} onSet={onSet} />
              ))}
              {may([]) && (
                <button
                  type="button"
                  className="menu-i is-danger"
                  aria-label={t('removeWho', { name: member.name })}
                  onClick={() => onSet([])}
                >
                  <Icon name="x" size={16} />
                  {t('remove')}
                </button>
              )}
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      )}
    </li>
  );
}

function RoleCheck({ role, member, may, onSet }: { role: Role } & Pick<Props, 'member' | 'may' | 'onSet'>) {
  const t = useTranslations('share');
  const words = useTranslations('role');
  const next = toggled(member.roles, role);
  const last = next.length === 0;
  return (
    <Check
      checked={member.roles.includes(role)}
      disabled={last || !may(next)}
      onChange={() => onSet(next)}
      label={
        <>
          {words(role)}
          <small className="hint">{last ? t('lastRole') : t(`can.${role}`)}</small>
        </>
      }
    />
  );
}

function toggled(roles: readonly Role[], role: Role): readonly Role[] {
  return roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role];
}
