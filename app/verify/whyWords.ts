// What a check found wrong, in the words of the page: instants as days and clocks of the reader, everything else as it stands.
import type { Why } from '../../domain/package/why';

/** A sentence names these as moments. They come from the package: what is no moment is told as it stands. */
const MOMENTS = ['from', 'at'];

export function sayable(values: Why['values'], dayOf: (at: string) => string): Why['values'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const moment = MOMENTS.includes(name) && typeof value === 'string' && !Number.isNaN(Date.parse(value));
      return [name, moment ? dayOf(value) : value];
    }),
  );
}
