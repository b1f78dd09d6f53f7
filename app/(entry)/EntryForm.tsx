// A form of the way in: sends to a server action, keeps what was typed, says the refusal above the fields.
'use client';
import { type ReactNode, useActionState, useState } from 'react';
import type { RefusalCode } from '../../domain/refusal';
import { useRefusalWords } from '../client/useCall';
import { Button } from '../ui/Button';
import { Notice } from '../ui/Tag';

export type EntryState = { error?: RefusalCode } | null;
export type EntryAction = (previous: EntryState, form: FormData) => Promise<EntryState>;

/** `hidden`: values the server must get back (a link's token). */
export function EntryForm({
  action,
  submit,
  hidden = {},
  children,
}: {
  action: EntryAction;
  submit: string;
  hidden?: Record<string, string>;
  children: ReactNode;
}) {
  const [state, send, busy] = useActionState(action, null);
  const words = useRefusalWords();
  return (
    <form action={send}>
      {state?.error && <Notice meaning="object" icon="warn" role="alert" title={words(state.error)} />}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <Button type="submit" variant="primary" size="lg" block busy={busy}>
        {submit}
      </Button>
    </form>
  );
}

/** React empties a form after its action: what was typed is kept here, so that a wrong password does not cost the address. */
export function useKept(initial = ''): { value: string; onChange: (event: { target: { value: string } }) => void } {
  const [value, setValue] = useState(initial);
  return { value, onChange: (event) => setValue(event.target.value) };
}
