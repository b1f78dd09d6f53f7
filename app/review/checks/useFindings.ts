// The checks over the live text, a moment after the last keystroke and when the page is idle: typing never waits for them.
'use client';
import { useEffect, useState } from 'react';
import type { Block } from '../../../domain/document/blocks';
import { outlineOf } from '../../../domain/document/outline';
import { renderText } from '../../../domain/document/render';
import type { Template } from '../../../domain/template/template';
import type { FindingView } from '../../../domain/view';

/** After the last change, in ms. */
const PAUSE_MS = 500;

/** A finding with the place in the document that a press goes to; null for the title. */
export type Located = FindingView & { block: number | null };

export interface Findings {
  /** Null until the first run. */
  items: readonly Located[] | null;
  /** Block of each rendered line, as the gates want it. */
  lineBlocks: readonly (number | null)[];
  /** How many checks there are; null until the first run. */
  rules: number | null;
  failed: boolean;
}

const NONE: Findings = { items: null, lineBlocks: [], rules: null, failed: false };

export function useFindings(title: string, blocks: readonly Block[], template: Template): Findings {
  const [state, setState] = useState<Findings>(NONE);
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => {
      whenIdle(() => {
        if (stale) return;
        void findingsOf(title, blocks, template).then((next) => {
          if (!stale) setState(next);
        });
      });
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [title, blocks, template]);
  return state;
}

/** The same rules as the server's (domain/checks), loaded with the first run. */
async function findingsOf(title: string, blocks: readonly Block[], template: Template): Promise<Findings> {
  const rendered = renderText(title, blocks, template);
  const lineBlocks = rendered.lines.map((line) => line.block);
  try {
    const [{ runChecks }, { CATALOGUE }] = await Promise.all([
      import('../../../domain/checks/run'),
      import('../../../domain/checks/catalogue'),
    ]);
    const found = runChecks({ text: rendered.text, outline: outlineOf(title, blocks, template), template });
    const items = found.map((one) => ({ ...one, block: lineBlocks[one.line - 1] ?? null }));
    return { items, lineBlocks, rules: CATALOGUE.length, failed: false };
  } catch (error) {
    console.error(error);
    return { items: null, lineBlocks, rules: null, failed: true };
  }
}

function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 2000 });
  else setTimeout(run, 0);
}
