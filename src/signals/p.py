def sub(f,pairs):
    s=open(f).read()
    for a,b in pairs:
        assert a in s,(f,a)
        s=s.replace(a,b)
    open(f,'w').write(s)
sub('samples.ts',[
('''  const { inbound, playout } = report;
  const context: InboundContext = {
    connectedAt: connection.connectedAt,
    playout: playout === undefined ? Number.NaN : playoutDelay(playout),
    offset: playoutOffset(report),
  };
''','''  const { inbound } = report;
  report.connectedAt = connection.connectedAt;
  report.playoutOffset = playoutOffset(report);
'''),
("emitReceived(connection, report, received, context);","emitReceived(connection, report, received);"),
('''/** What all received tracks of a report have in common. */
interface InboundContext {
  /** See `Connection.connectedAt`. */
  readonly connectedAt: number;
  /** Delay between decoder and loudspeaker, ms. */
  readonly playout: number;
  /** See `playoutOffset`. */
  readonly offset: number;
}

''',''),
("received: Received, context: InboundContext): void","received: Received): void"),
("context.connectedAt","report.connectedAt"),("context.offset","report.playoutOffset"),("context.playout","report.playoutDelay"),
("  const leak = takeEcho(connection, report);\n","  report.playoutDelay = report.playout === undefined ? Number.NaN : playoutDelay(report.playout);\n  takeEcho(connection, report);\n"),
("  emitSent(connection, report, leak);\n","  emitSent(connection, report);\n"),
])
sub('report.ts',[
("  /** See `Connection.connectedAt`. */\n  connectedAt = Number.NaN;\n",'''  /** See `Connection.connectedAt`. */
  connectedAt = Number.NaN;
  /** Between decoder and loudspeaker, ms. */
  playoutDelay = Number.NaN;
  /** Audio minus video playout, ms. */
  playoutOffset = Number.NaN;
  /** How far the microphone follows what is received; NaN = unknown (see signals/echo). */
  leaked = Number.NaN;
  leakPresence = Number.NaN;
'''),
])
sub('sent.ts',[
("/** The ticks of the sent tracks. `leak`: how far the microphone follows the received audio (see signals/echo). */\nexport function emitSent(connection: Connection, report: Report, leak: Leak): void {","/** The ticks of the sent tracks. */\nexport function emitSent(connection: Connection, report: Report): void {"),
("leak.leaked","report.leaked"),("leak.leakPresence","report.leakPresence"),
("import type { Leak } from './echo-pairs.js';\n",""),
])
sub('flow-times.ts',[
('''  readonly #spans = new Map<TrackKind, Growing[]>();
''','''  readonly #spans = new Map<TrackKind, Growing[]>();
  /** The last span of each kind: nearly all that comes makes it longer. */
  readonly #last: Record<TrackKind, Growing> = {
    'inbound-audio': { start: Number.NaN, end: Number.NaN },
    'inbound-video': { start: Number.NaN, end: Number.NaN },
    'outbound-audio': { start: Number.NaN, end: Number.NaN },
    'outbound-video': { start: Number.NaN, end: Number.NaN },
  };
'''),
('''    const spans = this.#spans.get(kind) ?? [];
    this.#spans.set(kind, spans);
    const last = spans.at(-1);
    if (last !== undefined && start <= last.end + TOUCHING_MS) last.end = Math.max(last.end, end);
    else if (spans.length < MAX_SPANS) spans.push({ start, end });
  }
''','''    const last = this.#last[kind];
    if (start <= last.end + TOUCHING_MS) {
      if (end > last.end) last.end = end;
      return;
    }
    const spans = this.#spans.get(kind) ?? [];
    this.#spans.set(kind, spans);
    if (spans.length >= MAX_SPANS) return;
    const begun = { start, end };
    this.#last[kind] = begun;
    spans.push(begun);
  }
'''),
])
sub('connect/transport.ts',[
("take(transports: readonly StatsObject[], time: number, at: Location, negotiated: boolean): ConnectResult | undefined {\n    if (!Number.isNaN(this.#up)) return undefined;\n","take(reported: Report['transports'], time: number, at: Location, negotiated: boolean): ConnectResult | undefined {\n    if (!Number.isNaN(this.#up)) return undefined;\n    const transports = listOf(reported);\n"),
("import type { StatsObject } from '../../model/sample.js';\nimport type { SignalId } from '../../model/signal.js';","import type { StatsObject } from '../../model/sample.js';\nimport type { SignalId } from '../../model/signal.js';\nimport type { Report } from '../report.js';"),
("function note(seen: Seen","function listOf(reported: Report['transports']): StatsObject[] {\n  const list: StatsObject[] = [];\n  for (let k = 0; k < reported.size; k += 1) {\n    const transport = reported.at(k);\n    if (transport !== undefined) list.push(transport);\n  }\n  return list;\n}\n\nfunction note(seen: Seen"),
])
