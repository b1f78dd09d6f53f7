// Few choices side by side: a segmented switch, or chips that filter a list.
'use client';
import { Icon } from './Icon';
import type { IconName } from './icons';

interface Option<T extends string> {
  value: T;
  label: string;
  icon?: IconName;
  /** What choosing it does. */
  title?: string;
}

interface Props<T extends string> {
  label: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
  look?: 'seg' | 'chips';
}

export function Seg<T extends string>({ label, value, options, onChange, look = 'seg' }: Props<T>) {
  return (
    <div className={look} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          title={option.title}
          onClick={() => onChange(option.value)}
        >
          {option.icon && <Icon name={option.icon} />}
          {option.label}
        </button>
      ))}
    </div>
  );
}
