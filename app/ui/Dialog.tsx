// A dialog: title = verb, body = consequence, primary button = the same verb. Esc closes, the focus goes back.
'use client';
import { useTranslations } from 'next-intl';
import { Dialog as Radix } from 'radix-ui';
import { type FormEvent, type ReactNode, type RefObject, useRef } from 'react';
import { Icon } from './Icon';
import { leaveToIme } from './ime';

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
  const opener = useOpener(open);
  const written = useRef(false);
  const inside = (
    <>
      <div className="dialog-b" ref={reachable}>
        {children}
      </div>
      <div className="dialog-f">{foot}</div>
    </>
  );
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="scrim">
          <Radix.Content
            className="dialog"
            onEscapeKeyDown={leaveToIme}
            onOpenAutoFocus={(event) => {
              written.current = false;
              enter(event);
            }}
            onInput={() => {
              written.current = true;
            }}
            // ED29: a press beside it takes nothing away that was written.
            onInteractOutside={(event) => written.current && event.preventDefault()}
            onCloseAutoFocus={(event) => leave(event, opener.current)}
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

/** What had the focus when the dialog opened: the button that was pressed, or that of the menu whose entry was. */
function useOpener(open: boolean): RefObject<HTMLElement | null> {
  const opener = useRef<HTMLElement | null>(null);
  const before = useRef(false);
  if (open && !before.current && typeof document !== 'undefined') opener.current = pressed(document.activeElement);
  before.current = open;
  return opener;
}

function pressed(element: Element | null): HTMLElement | null {
  const menu = element?.closest('[role="menu"]');
  const button = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : element;
  return button instanceof HTMLElement ? button : null;
}

/** Back to the opener, unless closing led somewhere else (to a place in the text). */
function leave(event: Event, opener: HTMLElement | null): void {
  event.preventDefault();
  if (document.activeElement === document.body) opener?.focus({ preventScroll: true });
}

/** The first field is what the dialog is for; without one the dialog itself, so that Enter neither closes nor confirms unseen. */
function enter(event: Event): void {
  const dialog = event.currentTarget;
  if (!(dialog instanceof HTMLElement)) return;
  event.preventDefault();
  // On a touch screen a field in focus would cover half of the dialog with a keyboard.
  const typed = window.matchMedia('(hover: hover)').matches;
  const field =
    typed && dialog.querySelector<HTMLElement>('.dialog-b :is(input, textarea, select):enabled:not([readonly])');
  (field || dialog).focus({ preventScroll: true });
}

/** What scrolls and holds nothing that takes the focus takes it itself: else no key scrolls it. */
function reachable(body: HTMLElement | null): void {
  if (body && body.scrollHeight > body.clientHeight && !body.querySelector('a, button, input, select, textarea'))
    body.tabIndex = 0;
}

/** Portals bubble React events: without stopping, a form around the opener would be sent as well. */
function submit(event: FormEvent, onSubmit: () => void): void {
  event.preventDefault();
  event.stopPropagation();
  onSubmit();
}
