// How the marks are drawn in bars and menus, and the keys that set them.
import type { IconName } from '../../ui/icons';
import type { ToolMark } from '../view/tools';

export const MARK_SIGNS: Record<ToolMark, IconName> = {
  strong: 'bold',
  em: 'italic',
  underline: 'underline',
  highlight: 'highlight',
};

export const MARK_KEYS: Partial<Record<ToolMark, string>> = { strong: 'Ctrl B', em: 'Ctrl I', underline: 'Ctrl U' };
