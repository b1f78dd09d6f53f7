// Who looks after a section and how far it is: shown at the end of its row, set from there by those who may.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { SECTION_STATES } from '../../../domain/review';
import type { PersonView, SectionView } from '../../../domain/view';
import { Avatar } from '../../ui/Avatar';
import { Icon } from '../../ui/Icon';
import { Menu, MenuChoices, MenuRule } from '../../ui/Menu';
import type { SectionChange } from '../useStructure';

interface Props {
  title: string;
  care: SectionView;
  /** Members who may look after a section. */
  writers: readonly PersonView[];
  onSet: (change: SectionChange) => void;
}

const NOBODY = '';

export function SectionMenu({ title, care, writers, onSet }: Props) {
  const t = useTranslations('outline');
  const owner = care.owner;
  return (
    <Menu
      label={t('section', { title })}
      trigger={
        <button
          type="button"
          className={clsx('ol-care', !owner && 'is-empty')}
          aria-label={t('sectionNow', { title, state: t(`state.${care.state}`), owner: owner?.name ?? t('nobody') })}
        >
          {owner ? <Avatar name={owner.name} colour={owner.colour} size={20} /> : <Icon name="user" size={16} />}
        </button>
      }
    >
      <MenuChoices
        label={t('stateLabel')}
        value={care.state}
        onChoose={(state) => onSet({ state: SECTION_STATES.find((one) => one === state) })}
        choices={SECTION_STATES.map((state) => ({
          value: state,
          shown: (
            <>
              <span className={`st st-${state}`} />
              {t(`state.${state}`)}
            </>
          ),
        }))}
      />
      <MenuRule />
      <MenuChoices
        label={t('ownerLabel')}
        value={owner?.id ?? NOBODY}
        onChoose={(id) => onSet({ ownerId: id === NOBODY ? null : id })}
        choices={[
          { value: NOBODY, shown: t('nobody') },
          ...writers.map(({ id, name, colour }) => ({
            value: id,
            shown: (
              <>
                <Avatar name={name} colour={colour} size={20} />
                <span className="clip">{name}</span>
              </>
            ),
          })),
        ]}
      />
    </Menu>
  );
}
