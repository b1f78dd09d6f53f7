// Under a measure: owner, due date, criterion and verifier as chips. What the template asks for and nobody has said is dashed.
'use client';
import { clsx } from 'clsx';
import { useLocale, useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef } from 'react';
import { dayWords } from '../../../domain/day';
import { withTurningNamed } from '../../../domain/document/turning';
import { MEASURE_FIELDS, type MeasureField, type MeasureFields } from '../../../domain/fields';
import { Avatar } from '../../ui/Avatar';
import { Icon } from '../../ui/Icon';
import type { IconName } from '../../ui/icons';
import { laterPart } from '../../ui/later';
import { seen } from '../../ui/seen';
import { notify } from '../../ui/Toast';
import type { PickerProps } from './FieldPicker';

const FieldPicker = laterPart(() => import('./FieldPicker').then((module) => module.FieldPicker));

const SIGN: Record<MeasureField, IconName> = { owner: 'user', due: 'cal', criterion: 'target', verifier: 'shield-ok' };

export interface FieldLineProps {
  /** 措 n. */
  label: string;
  fields: MeasureFields;
  /** What the template asks for. */
  wanted: readonly MeasureField[];
  /** Whether the reader may change it: the chips then ask for what is missing. */
  writes: boolean;
  /** Absent on a paper that is not live yet: the same chips, that cannot be pressed. */
  live?: {
    /** Why nothing can be changed now; null when it can, or when there is nothing to say. */
    blocked: string | null;
    /** The field whose picker is open. */
    open: MeasureField | null;
    onOpen: (field: MeasureField | null) => void;
    leave: (where: 'back' | 'on') => void;
    picker: Pick<PickerProps, 'pointId' | 'members' | 'onSet'>;
  };
}

export function FieldLine({ label, fields, wanted, writes, live }: FieldLineProps) {
  const t = useTranslations('fields');
  const locale = useLocale();
  const line = useRef<HTMLDivElement | null>(null);
  const open = live?.open ?? null;
  const shown = MEASURE_FIELDS.filter((field) => writes || fields[field] !== null || wanted.includes(field));
  if (shown.length === 0) return null;
  const chips = () => [...(line.current?.querySelectorAll<HTMLElement>('button') ?? [])];
  const press = (field: MeasureField) => {
    if (!live) return;
    if (live.blocked) notify(live.blocked);
    else live.onOpen(field);
  };
  return (
    <div
      className="fieldline"
      lang={locale}
      ref={line}
      role="group"
      aria-label={t('of', { label })}
      onKeyDown={live && ((event) => walk(event, chips(), live.leave))}
    >
      {shown.map((field) => (
        <Chip
          key={field}
          field={field}
          fields={fields}
          gap={fields[field] === null && wanted.includes(field)}
          writes={writes}
          blocked={live?.blocked ?? null}
          {...(live && (writes || live.blocked) && { onPress: () => press(field) })}
        />
      ))}
      {live && open !== null && (
        <FieldPicker
          {...live.picker}
          key={open}
          label={label}
          field={open}
          fields={fields}
          anchor={() => chips()[shown.indexOf(open)] ?? null}
          onClose={() => live.onOpen(null)}
        />
      )}
    </div>
  );
}

interface ChipProps {
  field: MeasureField;
  fields: MeasureFields;
  gap: boolean;
  writes: boolean;
  blocked: string | null;
  onPress?: () => void;
}

function Chip({ field, fields, gap, writes, blocked, onPress }: ChipProps) {
  const t = useTranslations('fields');
  const locale = useLocale();
  const value = fields[field];
  const named = typeof value === 'object' ? value : null;
  const said =
    value === null
      ? t(`${writes ? 'pick' : 'missing'}.${field}`)
      : named
        ? named.name
        : field === 'due'
          ? dayWords(String(value), locale)
          : String(value);
  const look = clsx('tag chip', gap && 'is-mustfix', value === null && !gap && 'is-offer');
  const inside = (
    <>
      {named && field === 'owner' && named.colour !== null ? (
        <Avatar name={named.name} colour={named.colour} size={18} />
      ) : (
        <Icon name={SIGN[field]} />
      )}
      <span className="clip">{seen(said)}</span>
    </>
  );
  const name = value === null ? said : t('is', { field: t(`name.${field}`), value: withTurningNamed(said) });
  if (!onPress)
    return (
      <span className={look} title={name}>
        <span className="sr">{value === null ? '' : t('is', { field: t(`name.${field}`), value: '' })}</span>
        {inside}
      </span>
    );
  return (
    <button
      type="button"
      // Reached from its measure with Tab: a text of many measures would else be a row of stops.
      tabIndex={-1}
      className={look}
      title={blocked ?? name}
      aria-label={name}
      aria-haspopup="dialog"
      aria-disabled={blocked !== null}
      onClick={onPress}
    >
      {inside}
    </button>
  );
}

/** Tab and arrows go from chip to chip; Esc and the way past an end lead back into the text. */
function walk(
  event: KeyboardEvent<HTMLElement>,
  chips: readonly HTMLElement[],
  leave: (where: 'back' | 'on') => void,
): void {
  const at = chips.indexOf(event.target as HTMLElement);
  // Keys of an open picker bubble here through React, not through the page.
  if (at === -1 || event.nativeEvent.isComposing) return;
  const step = { Tab: event.shiftKey ? -1 : 1, ArrowRight: 1, ArrowLeft: -1, Escape: 0 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const next = chips[at + step];
  if (step !== 0 && next) next.focus();
  else if (event.key === 'Escape' || (event.key === 'Tab' && step < 0)) leave('back');
  else if (event.key === 'Tab') leave('on');
}
