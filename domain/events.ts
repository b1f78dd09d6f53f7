// One union of everything that can happen: audit, history, notices and later mail and webhooks all read it.
import type { SuggestionDecision, SuggestionId } from './document/suggestions';
import type { MeasureField } from './fields';
import type { GateRule } from './gates';
import type { Decision, Role, SectionState, Stage } from './review';
import type { SignoffLine, SignoffStep } from './signoff';

/** Who is asked under which rules, as the record of the same moment has it. */
export type Asked = { steps: readonly SignoffStep[]; lines: readonly SignoffLine[] };

/** What a command did to the people of a sign-off. */
export type SignoffChange =
  | { act: 'added'; line: string; personId: string; place: 'before' | 'beside' }
  | { act: 'removed'; line: string; personId: string }
  | { act: 'transferred'; line: string; from: string; personId: string }
  | { act: 'delegated' | 'given-back'; line: string; personId: string; standsFor: string };

/**
 * Facts of a review. `body` holds ids and words of the act, never secrets, never the text of the review: it stays for good. `words`
 * are of the text; they stand beside the event, which holds their digest, and go with the review (BN10).
 */
export type ReviewEvent =
  | { kind: 'review.created'; body: { templateId: string; templateVersion: number; imported: boolean } }
  | { kind: 'review.renamed'; body: { from: string; to: string } }
  | { kind: 'review.meta-changed'; body: { keys: string[] } }
  /** In the bin until then (BN3); out of it again; gone for good, by nobody. */
  | { kind: 'review.binned'; body: { until: string } }
  | { kind: 'review.unbinned'; body: Record<string, never> }
  | { kind: 'review.removed'; body: { binnedAt: string | null; binnedBy: string | null } }
  /** An administrator wants an archived review to go; it stays after all; another administrator has removed it. */
  | { kind: 'purge.asked'; body: { reason: string } }
  | { kind: 'purge.withdrawn'; body: { askedBy: string } }
  | {
      kind: 'review.purged';
      body: {
        title: string;
        reason: string;
        askedBy: string;
        versions: { no: number; contentSha256: string; recordSha256: string }[];
      };
    }
  | { kind: 'member.set'; body: { personId: string; roles: Role[]; before: Role[] } }
  | { kind: 'member.removed'; body: { personId: string; before: Role[] } }
  /** An administrator named another owner in place of somebody who left (BN11). */
  | { kind: 'owner.replaced'; body: { from: string; to: string; reason: string } }
  | { kind: 'stage.changed'; body: { from: Stage; to: Stage; reason?: string } }
  /** An administrator reads what they are no member of, until then (BG1). */
  | { kind: 'break-glass.opened'; body: { reason: string; until: string } }
  | { kind: 'thread.opened'; body: { threadId: string; threadKind: 'normal' | 'must-fix'; sectionKey: string | null } }
  | { kind: 'thread.replied'; body: { threadId: string; commentId: string } }
  | { kind: 'thread.resolved'; body: { threadId: string; threadKind: 'normal' | 'must-fix'; reason?: string } }
  | { kind: 'thread.reopened'; body: { threadId: string } }
  | { kind: 'thread.assigned'; body: { threadId: string; assigneeId: string | null; due: string | null } }
  | { kind: 'thread.moved'; body: { threadId: string; sectionKey: string | null } }
  /** The words before stand in comment_edits. */
  | { kind: 'comment.edited'; body: { threadId: string; commentId: string } }
  | { kind: 'comment.taken-back'; body: { threadId: string; commentId: string; settled: boolean } }
  /** By an administrator (TH11). */
  | { kind: 'comment.hidden'; body: { threadId: string; commentId: string; reason: string } }
  | { kind: 'comment.unhidden'; body: { threadId: string; commentId: string } }
  | { kind: 'comment.reacted'; body: { threadId: string; commentId: string; reaction: string; on: boolean } }
  | { kind: 'waiver.given'; body: { waiverId: string; rule: string; sectionKey: string | null; reason: string } }
  | { kind: 'waiver.withdrawn'; body: { waiverId: string; rule: string; sectionKey: string | null } }
  /** `all` in place of an id: every one that was pending, `decided` of them. */
  | {
      kind: 'suggestion.decided';
      body: {
        id: SuggestionId;
        decision: SuggestionDecision;
        decided: number;
        /** Taken back by who had suggested it. */
        withdrawn?: true;
        /** Of `all`, only those of this person. */
        author?: string;
      };
    }
  /** Every suggestion was decided on after the marked copy was kept as this named version. */
  | { kind: 'text.cleaned-up'; body: { versionId: string; decision: SuggestionDecision; decided: number } }
  | {
      kind: 'section.set';
      body: {
        sectionKey: string;
        ownerId: string | null;
        state: SectionState;
        before: { ownerId: string | null; state: SectionState };
      };
    }
  /** With the printed words before and after: a field has no other history. */
  | {
      kind: 'fields.set';
      body: { pointId: string; fields: readonly MeasureField[] };
      words: { changes: Partial<Record<MeasureField, { from: string; to: string }>> };
    }
  | {
      kind: 'version.frozen';
      body: {
        versionNo: number;
        contentSha256: string;
        recordSha256: string;
        /** `by`: who waived it, before or at the freeze; absent in older events, where it is who froze. */
        overrides: { rule: GateRule; sectionKey?: string; reason: string; by?: string }[];
        sections: { id: string; sha256: string }[];
        /** The version whose returned sections it froze again. */
        supersedes?: number;
      } & Asked;
    }
  | {
      kind: 'decision.made';
      body: {
        versionNo: number;
        contentSha256: string;
        recordSha256: string;
        scope: string;
        decisionId: string;
        seat: string;
        /** Whom the signer stood for (代). */
        standsFor?: { personId: string; name: string };
        signerId: string;
        name: string;
        roles: string[];
        decision: Decision;
        opinion?: string;
        authMethod: 'password';
        authAt: string;
        sessionHash: string;
      };
    }
  | {
      kind: 'decision.withdrawn';
      body: { versionNo: number; decision: Decision; contentSha256: string; decisionId: string; seat: string };
    }
  | { kind: 'signoff.planned'; body: { steps: number | null; due: string | null } }
  | {
      kind: 'signoff.changed';
      body: { versionNo: number; recordSha256: string; prevRecordSha256: string; change: SignoffChange } & Asked;
    }
  | { kind: 'signoff.due'; body: { versionNo: number; line: string; due: string | null } }
  | { kind: 'signer.reminded'; body: { versionNo: number; line: string; personId: string } }
  | {
      kind: 'sections.returned';
      body: { versionNo: number; sectionKeys: string[]; reason?: string; points: string[] };
    }
  | { kind: 'step.returned'; body: { versionNo: number; step: number; reason?: string; points: string[] } }
  | { kind: 'point.answered'; body: { pointId: string } }
  | { kind: 'signoff.cancelled'; body: { versionNo: number; reason: string } }
  | { kind: 'signoff.completed'; body: { versionNo: number; contentSha256: string; recordSha256: string } }
  /** A page wrote under a client id that is not its person's: another history, a forged one, or somebody else's copy. */
  | { kind: 'copy.refused'; body: { reason: 'other history'; clientId: number } }
  /** A state of the text got a name, another one, or came back on top of the present one (`keptId`: that one, kept). */
  | { kind: 'version.named'; body: { versionId: string; name: string } }
  | { kind: 'version.renamed'; body: { versionId: string; from: string; to: string } }
  | { kind: 'version.restored'; body: { from: string; keptId: string } }
  | { kind: 'export.made'; body: { format: string; version: number | null; sha256: string } }
  /** The text is again as it was in the backup taken then; `sha256` of its file. */
  | { kind: 'review.restored'; body: { epoch: number; takenAt: string; sha256: string } };

/** Facts of the organisation: people, sessions, links, backups, signing keys, and that its record was taken away as a file. */
export type OrganisationEvent = {
  kind:
    | `${'person' | 'link' | 'backup' | 'session' | 'sign-in' | 'password' | 'token' | 'setup' | 'profile' | 'key'}.${string}`
    | 'export.record';
  body: Record<string, unknown>;
};
