// What a check of a package found wrong: a name and its values, so that every page says it in its own language (`verify.why` in the words).

/**
 * PK10: each finding in English, as the API, the command line and the packaged verifier say it, which carry no other words with them.
 * The words of the pages say the same, in both languages.
 */
export const WHY = {
  'missing-files': 'missing: {files}',
  'extra-files': 'not of the package: {files}',
  'key-form': 'public-key.pem is no Ed25519 key in PEM form',
  'manifest-form': 'manifest.json is not a canonical manifest of this format',
  'no-manifest': 'there is no readable manifest',
  'other-key': 'the manifest names another key',
  'not-signed': 'not signed by this key',
  'file-list': 'the list of files differs',
  'file-changed': '{file} is not the file that was signed',
  'document-form': 'document.json is not canonical',
  'document-review': 'document.json is of another review',
  'document-digest': 'document.json has another digest',
  'records-form': 'records.json is not a canonical list',
  'record-content': 'the record in force names another content',
  'record-differs': 'an event tells other people or another rule than its record {record}',
  'record-missing': 'a decision names a record that is not here: {record}',
  'events-missing': 'events are missing behind {seq}',
  'event-order': 'event {seq} does not follow the one before',
  'event-changed': 'event {seq} was changed',
  'no-event': 'there is no event',
  'head-behind': 'the head is not ahead',
  'event-review': 'an event of another review',
  'no-signoff': 'the events are not those of a sign-off',
  'not-approved': 'no event says that this version was approved',
  'approved-record': 'it was approved under another record',
  'record-order': '{at}: a record that follows another one',
  'no-line': '{at}: a decision of somebody who was not asked',
  'section-open': '{at}: a decision while a section was open',
  'not-your-turn': '{at}: a decision out of turn',
  'already-decided': '{at}: a second decision over the same bytes',
  'other-record': '{at}: another record than the one in force',
  'other-bytes': '{at}: other bytes than those of the version',
  'no-decision': '{at}: a withdrawal of a decision that was never made',
  'other-version': '{at}: not the version that was open',
  'rule-not-met': '{at}: the rule was not met',
  'key-unproven': 'the key is bad since {from}, and nothing here shows that this is older',
  'key-unknown': 'not a key that is known here',
} as const;

/** What a chain that is right shows, and what it leaves open (PK6): whoever holds the key can put an event there as a bare link. */
export const CHAIN_SHOWS =
  'Numbers run without a gap; each event shown is unchanged and follows the one before. What stands as number and digest alone tells nothing';

export type WhyCode = keyof typeof WHY;

export interface Why {
  code: WhyCode;
  /** Names, numbers, digests and instants that the sentence holds; they come from the package and may be anything. */
  values: Readonly<Record<string, string | number>>;
}

export const why = (code: WhyCode, values: Why['values'] = {}): Why => ({ code, values });

/** The English sentence. */
export function sentenceOf({ code, values }: Why): string {
  return WHY[code].replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ''));
}
