// The doubts of a text as they are settled one after another: with a button, or with 1, 2 and 3 for the one in hand.
'use client';
import { useEffect, useRef } from 'react';
import type { AskedQuestion, Option } from './useQuestions';

/** What was answered so far, kept by the flow: looking at the next step and coming back loses nothing. */
export interface Kept {
  /** Doubts that were only seen or left as they are: the chosen words by the question's key. */
  confirmed: ReadonlyMap<string, string>;
  /** Former texts, newest last. */
  past: readonly string[];
  /** Doubts that a change of the text settled: they are gone from the questions. */
  mended: number;
}

export const NOTHING_ANSWERED: Kept = { confirmed: new Map(), past: [], mended: 0 };

interface Asked {
  kept: Kept;
  onKeep: (kept: Kept) => void;
  questions: readonly AskedQuestion[];
  text: string;
  busy: boolean;
  /** Reads the changed text anew; whether it worked. */
  onEdit: (text: string) => Promise<boolean>;
}

/** Texts that undo can go back to; each may be megabytes. */
const REMEMBERED = 20;

export function useAnswers({ questions, text, busy, kept, onKeep, onEdit }: Asked) {
  const { confirmed, past, mended } = kept;
  const open = questions.filter((question) => !confirmed.has(question.key));
  const hand = open[0] ?? null;

  const answer = async (question: AskedQuestion, option: Option) => {
    if (busy) return;
    const changed = option.edit?.(text);
    if (changed === undefined || changed === text) {
      onKeep({ ...kept, confirmed: new Map(confirmed).set(question.key, option.label) });
      return;
    }
    if (!(await onEdit(changed))) return;
    onKeep({ ...kept, past: [...past, text].slice(-REMEMBERED), mended: mended + 1 });
  };
  const reopen = (question: AskedQuestion) => {
    if (busy) return;
    onKeep({ ...kept, confirmed: new Map([...confirmed].filter(([key]) => key !== question.key)) });
  };
  const before = past.at(-1);
  const undo = async () => {
    if (before === undefined || !(await onEdit(before))) return;
    onKeep({ ...kept, past: past.slice(0, -1), mended: mended - 1 });
  };

  useAnswerKeys((n) => {
    const option = hand?.options[n];
    if (hand && option) void answer(hand, option);
  });

  return {
    open,
    hand,
    done: mended + questions.length - open.length,
    of: (question: AskedQuestion) => confirmed.get(question.key) ?? null,
    answer: (question: AskedQuestion, option: Option) => void answer(question, option),
    reopen,
    undo: before === undefined ? null : () => void undo(),
  };
}

/** 1, 2, 3 anywhere on the page but in a field; with a modifier they are the browser's. */
function useAnswerKeys(on: (n: number) => void): void {
  const latest = useRef(on);
  latest.current = on;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const busy = event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey;
      const inField =
        event.target instanceof Element &&
        event.target.closest('input:not([type="checkbox"]), textarea, select, [role="dialog"]');
      if (busy || inField || !/^[1-3]$/.test(event.key)) return;
      event.preventDefault();
      latest.current(Number(event.key) - 1);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
