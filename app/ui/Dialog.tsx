// A dialog: title = verb, body = consequence, primary button = the same verb. Esc closes, the focus goes back.
'use client';
import { useTranslations } from 'next-intl';
import { Dialog as Radix } from 'radix-ui';
import type { FormEvent, ReactNode } from 'react';
import { Icon } from './Icon';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One line under the title. */
  note?: string;
  /** Buttons; what stands left of them is a hint with class `hint grow`. */
  foot: ReactNode;
  /** Makes the dialog a form: Enter in a field sends it. */
  onSubmit?: () => void;
  children: ReactNode;
}

export function Dialog({ open, onOpenChange, title, note, foot, onSubmit, children }: DialogProps) {
  const t = useTranslations('common');
  const inside = (
    <>
      <div className="dialog-b">{children}</div>
      <div className="dialog-f">{foot}</div>
    </>
  );
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="scrim">
          <Radix.Content
            className="dialog"
            onOpenAutoFocus={enter}
            {...(note ? {} : { 'aria-describedby': undefined })}
          >
            <div className="dialog-h">
              <div className="grow">
                <Radix.Title asChild>
                  <h2>{title}</h2>
                </Radix.Title>
                {note && <Radix.Description className="muted dialog-note">{note}</Radix.Description>}
              </div>
              <Radix.Close className="icon-btn" aria-label={t('close')}>
                <Icon name="x" />
              </Radix.Close>
            </div>
            {onSubmit ? (
              <form className="dialog-form" onSubmit={(event) => submit(event, onSubmit)}>
                {inside}
              </form>
            ) : (
              inside
            )}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The first field is what the dialog is for; without one the dialog itself, so that Enter neither closes nor confirms unseen. */
function enter(event: Event): void {
  const dialog = event.currentTarget;
  if (!(dialog instanceof HTMLElement)) return;
  event.preventDefault();
  // On a touch screen a field in focus would cover half of the dialog with a keyboard.
  const typed = window.matchMedia('(hover: hover)').matches;
  const field = typed && dialog.querySelector<HTMLElement>('.dialog-b :is(input, textarea, select):enabled');
  (field || dialog).focus({ preventScroll: true });
}

/** Portals bubble React events: without stopping, a form around the opener would be sent as well. */
function submit(event: FormEvent, onSubmit: () => void): void {
  event.preventDefault();
  event.stopPropagation();
  onSubmit();
}
