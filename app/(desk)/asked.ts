// What an address asks of a page: a parameter given twice, or empty, is none.

export function askedOf<Name extends string>(
  params: Record<string, unknown>,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const asked: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = params[name];
    if (typeof value === 'string' && value !== '') asked[name] = value;
  }
  return asked;
}
