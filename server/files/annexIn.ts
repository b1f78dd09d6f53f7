// The annex of a file, in the words of its language.
import type { Locale } from '../../domain/actor';
import { annexOf, type PrintedMeasure } from '../../domain/annex';
import type { NumberedBlock } from '../../domain/document/render';
import { words } from '../words';

export function annexIn(measures: readonly PrintedMeasure[], locale: Locale): NumberedBlock[] {
  return annexOf(measures, locale, { own: words(locale, 'export'), field: words(locale, 'fields') });
}
