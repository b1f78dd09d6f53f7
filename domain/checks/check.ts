// What every check is: a walk over a checked text that yields its hits one by one, so that the runner can stop at the bound.

import type { Severity } from './catalogue';
import type { CheckedText, Place } from './checkedText';

export interface Message {
  zh: string;
  en: string;
}

export interface Hit {
  /** UTF-16 offsets in the checked text, `end` exclusive. */
  start: number;
  end: number;
  /** What is wrong and how to mend it, one short sentence. */
  message: Message;
  /** Where the template weighs this rule in its own way. */
  severity?: Severity;
  /** What else the rule's findings say (CONTRACT "findings"). */
  fields?: Readonly<Record<string, unknown>>;
  /** The other places that it is about (CK36), in the order of the text. */
  elsewhere?: readonly Place[];
}

export type Check = (checked: CheckedText) => Iterable<Hit>;
