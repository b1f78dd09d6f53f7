// The field that a list or the search is asked in; what else was asked for goes along. Works without script.
import type { ReactNode } from 'react';
import { Button } from '../ui/Button';

interface Props {
  action: string;
  words: string | undefined;
  /** By name: what is asked for besides. */
  kept: Readonly<Record<string, string | undefined>>;
  label: string;
  button: string;
  /** Between the field and its button. */
  children?: ReactNode;
}

export function SearchForm({ action, words, kept, label, button, children }: Props) {
  return (
    <form action={action}>
      {Object.entries(kept).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <input
        className="input"
        type="search"
        name="q"
        defaultValue={words}
        key={words}
        placeholder={label}
        aria-label={label}
        maxLength={200}
      />
      {children}
      <Button type="submit" icon="search">
        {button}
      </Button>
    </form>
  );
}
