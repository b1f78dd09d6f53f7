// The title of the review; whoever may change it does so in place.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { useCall, useRefusalWords } from '../client/useCall';
import { IconButton } from '../ui/Button';
import { notify } from '../ui/Toast';

/** As the command takes it. */
const MAX_TITLE = 200;

interface Props {
  reviewId: string;
  title: string;
  /** Whether the reader may rename at all; the button keeps its place while it cannot be done. */
  renames: boolean;
  /** Whether it can be done now. */
  live: boolean;
}

export function TitleField({ reviewId, title, renames, live }: Props) {
  const t = useTranslations('review');
  const router = useRouter();
  const { run } = useCall();
  const words = useRefusalWords();
  const [draft, setDraft] = useState<string | null>(null);
  /** Enter, Esc and leaving the field can all come for one edit: only the first of them counts. */
  const open = useRef(false);

  const edit = () => {
    open.current = true;
    setDraft(title);
  };
  const leave = () => {
    open.current = false;
    setDraft(null);
  };
  const save = async () => {
    if (!open.current) return;
    open.current = false;
    const next = draft?.trim() ?? '';
    if (next === '' || next === title) return leave();
    const answer = await run('PATCH', `/reviews/${reviewId}`, { title: next });
    open.current = !answer.ok;
    if (!answer.ok) return notify(words(answer.problem.code));
    leave();
    router.refresh();
  };

  if (draft === null) {
    return (
      <>
        <h1 title={title}>{title}</h1>
        {renames && (
          <IconButton icon="pen" size="sm" className="rename" label={t('rename')} disabled={!live} onClick={edit} />
        )}
      </>
    );
  }
  return (
    <form
      className="rename-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <input
        className="input"
        // biome-ignore lint/a11y/noAutofocus: the person asked for this field with the button before.
        autoFocus
        value={draft}
        maxLength={MAX_TITLE}
        aria-label={t('title')}
        title={t('renameKeys')}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) leave();
        }}
      />
    </form>
  );
}
