// The team statement of the main job: the corpus' real one where it is there, else the project's own sample.
import { type Block, textOf } from '../../domain/document/blocks';
import { blocksFromOutline } from '../../domain/document/fromOutline';
import { recognise } from '../../domain/document/recognise';
import { must } from '../../domain/must';
import body from '../../domain/template/builtin/self-check-2023-team.json';
import { parseTemplate } from '../../domain/template/template';
import { corpus } from '../domain/corpus';
import { SAMPLE_ZH } from './sampleText';

export interface Statement {
  template: string;
  text: string;
  /** What the form asks for before a freeze, by its label. */
  facts: Record<string, string>;
  /** Every block's words, without white space. */
  words: string[];
  /** The whole of one paragraph that stands once in the text. */
  paragraph: string;
  /** A few words elsewhere, that stand once. */
  quote: string;
}

let kept: Statement | null = null;

export function statement(): Statement {
  kept ??= read();
  return kept;
}

function read(): Statement {
  const text = corpus()?.find((one) => one.expected.file === 'team-2023.txt')?.text ?? SAMPLE_ZH;
  const blocks = blocksFromOutline(recognise(text, parseTemplate(body)), text);
  const points = (kind: string) =>
    blocks.flatMap((block) => (block.type === 'point' && block.kind === kind ? [wordsIn(block)] : []));
  const paragraph = must(points('cause')[0], 'the statement has a cause');
  return {
    template: 'self-check-2023-team',
    text,
    facts: { 年度: '2023', 会议主题: '学习与作风', 成文日期: '2024-04-02' },
    words: blocks.map((block) => wordsIn(block).replaceAll(/\s/g, '')),
    paragraph,
    quote: must(points('problem')[1], 'the statement has two problems').slice(0, 8),
  };
}

function wordsIn(block: Block): string {
  return block.type === 'table' ? '' : textOf(block.runs);
}
