/** The reader's language. */
export const LANGUAGES = ['en', 'zh'] as const;
/** One of {@link LANGUAGES}. */
export type Language = (typeof LANGUAGES)[number];

/** TEXT is somebody's words and never a formula; AMOUNT is minor units; WHOLE a number; DATE a date or time as text. */
export type CellKind = 'TEXT' | 'AMOUNT' | 'WHOLE' | 'DATE';

/** A column of a sheet. */
export interface SheetColumn {
  readonly title: string;
  readonly kind: CellKind;
}

/** What a cell holds: an AMOUNT's as bigint, a WHOLE's as number, every other one's as text; null for nothing. */
export type Cell = string | number | bigint | null;

/** A table as a file of a spreadsheet. */
export interface Sheet {
  /** At most 31 characters. */
  readonly name: string;
  /** ISO 4217, of all its amounts. */
  readonly currency: string;
  readonly columns: readonly SheetColumn[];
  /** One cell for each column. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A table on paper: its cells are ready to be read. */
export interface PaperTable {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly isRight: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** The last line; null where nothing is summed. */
  readonly total: readonly string[] | null;
}

/** A document for people, to be printed. */
export interface Paper {
  readonly title: string;
  readonly subtitle: string;
  /** Stands across every page and in its head: `DEMO`; null on real documents. */
  readonly mark: string | null;
  /** Names and values. */
  readonly facts: readonly (readonly [string, string])[];
  readonly tables: readonly PaperTable[];
  readonly notes: readonly string[];
  /** What the QR code says; null for none. */
  readonly qr: string | null;
  /** Stands at the foot of every page before its number. */
  readonly foot: string;
  readonly isWide: boolean;
}

/** An event of a calendar file. */
export interface CalendarEvent {
  /** Always the same for the same thing, so that a calendar that is read again changes it. */
  readonly id: string;
  /** A date for a whole day, or a time, RFC 3339 UTC. */
  readonly at: string;
  readonly title: string;
  readonly text: string;
}

/** A calendar file. */
export interface CalendarFile {
  readonly name: string;
  /** When it was made, RFC 3339 UTC. */
  readonly madeAt: string;
  readonly events: readonly CalendarEvent[];
}

/** Writes documents in the formats that other programs read. */
export interface DocumentWriter {
  /** Whether Chinese can be printed: whether this machine has a font for it. */
  readonly printsChinese: boolean;
  /** CSV, UTF-8 with a byte-order mark. */
  csv(sheet: Sheet): Promise<Uint8Array>;
  /** Office Open XML. */
  xlsx(sheet: Sheet): Promise<Uint8Array>;
  /** PDF. @throws Fault UNAVAILABLE {reason: 'QUEUE_FULL'} */
  pdf(paper: Paper): Promise<Uint8Array>;
  /** iCalendar. */
  calendar(file: CalendarFile): Promise<string>;
}
