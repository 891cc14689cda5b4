import { CODE_FIELD, CODED_EVENTS, type EventCode, type KnownCode } from '../model/code.js';
import type { EventType, RtcEvent } from '../model/event.js';
import type { Localized } from '../model/finding.js';

/** Where logs print the codes of a table. */
export interface CodePlace {
  /** Ids of formats; `*` for codes of the browser, which every format may print. */
  readonly formats: readonly string[];
  readonly events: readonly EventType[];
}

/** One table of rules/codes/<vendor>.yaml: codes that stand in the same place of the same logs. */
export interface CodeTable {
  /** `<vendor>/<table>`, such as `agora/web-exceptions`. */
  readonly id: string;
  readonly vendor: Localized;
  readonly places: readonly CodePlace[];
  readonly codes: readonly KnownCode[];
}

/** The tables for the events of one type in one format: its own first, then those of every format. */
type Tables = readonly CodeTable[];

/** All that is known of codes, looked up by where a log prints them. */
export class CodeBook {
  /** Made when a code is first looked for in the table. */
  readonly #byKey = new Map<CodeTable, ReadonlyMap<string, KnownCode>>();

  constructor(readonly tables: readonly CodeTable[]) {}

  /** What looks the codes of one format's events up. */
  reader(format: string): (event: RtcEvent) => EventCode | undefined {
    const byType = new Map<EventType, Tables>();
    for (const type of CODED_EVENTS) {
      const [own, common] = [this.#at(format, type), this.#at('*', type)];
      if (own.length + common.length > 0) byType.set(type, [...own, ...common]);
    }
    return (event) => {
      const tables = byType.get(event.type);
      const code = codeOf(event);
      return tables === undefined || code === undefined ? undefined : this.#find(tables, code);
    };
  }

  #at(format: string, type: EventType): readonly CodeTable[] {
    return this.tables.filter(({ places }) =>
      places.some(({ formats, events }) => formats.includes(format) && events.some((event) => event === type)),
    );
  }

  #find(tables: Tables, code: string): EventCode | undefined {
    for (const table of tables) {
      const known = this.#indexOf(table).get(code);
      if (known !== undefined) return { vendor: table.vendor, code, known };
    }
    const [first] = tables;
    return first === undefined ? undefined : { vendor: first.vendor, code, known: undefined };
  }

  #indexOf(table: CodeTable): ReadonlyMap<string, KnownCode> {
    const known = this.#byKey.get(table) ?? indexOf(table.codes);
    this.#byKey.set(table, known);
    return known;
  }

  /** Every table with the entries that a code, a name or another spelling finds in it; capitals do not matter. */
  search(text: string): readonly { readonly table: CodeTable; readonly code: KnownCode }[] {
    const wanted = text.toLowerCase();
    return this.tables.flatMap((table) =>
      table.codes
        .filter((code) => keysOf(code).some((key) => key.toLowerCase() === wanted))
        .map((code) => ({ table, code })),
    );
  }
}

const FIELD_OF: ReadonlyMap<EventType, string> = new Map(CODED_EVENTS.map((type) => [type, CODE_FIELD[type]]));

/** The code that an event bears, as text; 0 stands for none in every SDK. */
export function codeOf({ type, fields }: RtcEvent): string | undefined {
  const field = FIELD_OF.get(type);
  const value = field !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
  const code = value === undefined ? '' : String(value).trim();
  return code === '' || code === '0' ? undefined : code;
}

/** All by which an entry is found. */
export function keysOf({ code, name, also, recover }: KnownCode): readonly string[] {
  return [code, name, ...also, recover?.code, recover?.name].filter((key) => key !== undefined);
}

function indexOf(codes: readonly KnownCode[]): ReadonlyMap<string, KnownCode> {
  return new Map(codes.flatMap((code) => keysOf(code).map((key) => [key, code] as const)));
}
