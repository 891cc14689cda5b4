import type { TriageResult } from '../model/result.js';
import type { Deadlines } from '../support/deadlines.js';
import type { Grade } from '../support/grade.js';
import type { TicketField } from './fields.js';
import type { Vendor } from './vendor.js';

/** A file that was analysed, as the reporter has it. */
export interface OriginalFile {
  /** Redacted. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What lies beside ticket.md in the bundle. */
export interface Attachment {
  /** Name in the bundle, or the folder it stands in, with a slash. */
  readonly name: string;
  readonly what: 'result' | 'excerpts' | 'logs' | 'manifest' | 'html';
}

/** Everything that a ticket says. All of it is redacted already; nothing is escaped. */
export interface Ticket {
  readonly result: TriageResult;
  readonly vendor: Vendor;
  readonly fields: readonly TicketField[];
  readonly grade: Grade;
  /** Absent when no tier is named: without a contract nothing is promised. */
  readonly promise?: { readonly deadlines: Deadlines; readonly filedAtNamed: boolean; readonly zoneKnown: boolean };
  readonly originals: readonly OriginalFile[];
  /** Empty when the ticket is a single document. */
  readonly attachments: readonly Attachment[];
  readonly redaction: { readonly on: boolean; readonly kept: readonly string[] };
}
