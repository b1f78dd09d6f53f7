// What commands and views are given by the composition root: services constructed once, in main.
import type { Database } from '../db/open';
import type { Template } from '../domain/template/template';
import type { Collab } from './collab/types';
import type { Glyphs } from './files/glyphs';
import type { Histories } from './history/histories';
import type { Keys } from './keys/keys';
import type { Log } from './log';

export interface Needs {
  database: Database;
  collab: Collab;
  log: Log;
  secret: string;
  publicUrl: string;
  templates: TemplateStore;
  keys: Keys;
  /** The administrator's own fonts for PDFs; the folder need not exist. */
  fontFolder: string;
  glyphs: Glyphs;
  /** What the update logs tell, as far as it was asked for. */
  histories: Histories;
  /** Re-authentication at signing: whether this is the person's password now; failures are limited as at sign-in (T42). */
  confirmPassword(personId: string, password: string): Promise<{ ok: true } | { ok: false; retryAfter?: number }>;
}

/** Templates are immutable, so a parsed one is kept for good. */
export interface TemplateStore {
  get(id: string, version: number): Promise<{ template: Template; sha256: string }>;
  newest(id: string): Promise<{ template: Template; sha256: string } | null>;
  all(): Promise<{ template: Template; sha256: string }[]>;
}
