// What stands between a text and its freeze: each closed gate with its place, who can open it, and whether it can be waived.

export type GateRule =
  | 'must-fix'
  | 'pending-suggestion'
  | 'required-part'
  | 'required-dimension'
  | 'required-meta'
  | 'empty-step'
  /** The key of an error finding. */
  | (string & {});

export interface Gate {
  rule: GateRule;
  place: { sectionKey?: string; line?: number; threadId?: string; metaKey?: string; step?: number; quote?: string };
  /** Who can open it: people by id, or a role word. */
  who: readonly string[];
  waivable: boolean;
}

/** One override answers all gates of its rule, or of its rule in one section (CONTRACT, actions). */
export interface Override {
  rule: string;
  sectionKey?: string;
  reason: string;
}
