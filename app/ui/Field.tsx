// A labelled control with its hint and its error; the error is tied to the control for screen readers.
'use client';
import { clsx } from 'clsx';
import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import { Icon } from './Icon';

interface Words {
  label: string;
  hint?: ReactNode;
  error?: string | null;
}

interface Ties {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}

/** The frame of every control: `control` receives the id and the aria attributes to put on it. */
export function Field({ label, hint, error, control }: Words & { control: (ties: Ties) => ReactNode }) {
  const id = useId();
  const notes = clsx(hint && `${id}-hint`, error && `${id}-error`);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {control({ id, ...(notes && { 'aria-describedby': notes }), ...(error && { 'aria-invalid': true as const }) })}
      {error && (
        <p className="error" id={`${id}-error`}>
          <Icon name="warn" />
          {error}
        </p>
      )}
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}

export function TextField({ label, hint, error, className, ...rest }: Words & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      control={(ties) => <input className={clsx('input', error && 'is-error', className)} {...rest} {...ties} />}
    />
  );
}

export function TextArea({
  label,
  hint,
  error,
  className,
  ...rest
}: Words & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      control={(ties) => <textarea className={clsx('input', error && 'is-error', className)} {...rest} {...ties} />}
    />
  );
}

export function SelectField({
  label,
  hint,
  error,
  className,
  children,
  ...rest
}: Words & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      control={(ties) => (
        <select className={clsx('input', 'select', error && 'is-error', className)} {...rest} {...ties}>
          {children}
        </select>
      )}
    />
  );
}

export function Check({ label, className, ...rest }: { label: ReactNode } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className={clsx('check', className)}>
      <input type="checkbox" className="sr" {...rest} />
      <i>
        <Icon name="check" />
      </i>
      <span>{label}</span>
    </label>
  );
}
