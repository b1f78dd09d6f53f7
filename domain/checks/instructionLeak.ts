// CK21 instruction-leak: words to or from a rewriting tool.
import type { Check } from './check';
import { clipped, patternHits } from './patternHits';

const CHINESE = '公文的严谨|作为(?:一个|一名)?(?:AI|人工智能|语言模型)|以下是(?:改写|润色|修改)|字数(?:控制|要求)';
const LATIN =
  '\\b[Aa]s an AI (?:language )?(?:model|assistant)\\b|\\b[Hh]ere (?:is|are) (?:the|your|a) (?:revised|rewritten|polished|edited) (?:version|text|draft|paragraph)s?\\b';

export const instructionLeak: Check = (checked) =>
  patternHits(checked, new RegExp(`${CHINESE}|${LATIN}`, 'g'), (found) => ({
    zh: `“${clipped(found)}”像是改写工具的指令，删去或改写这句。`,
    en: `“${clipped(found)}” looks like an instruction of a rewriting tool: delete or reword it.`,
  }));
