import type { EventCode } from '../model/code.js';
import type { RtcEvent } from '../model/event.js';
import type { RecordSink, StatsSample } from '../model/sample.js';

/**
 * Passes the records of a reader on, and gives each event whose code is known what is known of it: so that conditions can
 * ask where a code points, and a finding can say what the code of its evidence means.
 */
export class CodedEvents implements RecordSink {
  constructor(
    private readonly next: RecordSink,
    private readonly lookUp: (event: RtcEvent) => EventCode | undefined,
  ) {}

  event(event: RtcEvent): void {
    const code = this.lookUp(event);
    this.next.event(code === undefined ? event : withCode(event, code));
  }

  sample(sample: StatsSample): void {
    this.next.sample(sample);
  }

  connectionDone(connection: string): void {
    this.next.connectionDone?.(connection);
  }
}

function withCode(event: RtcEvent, code: EventCode): RtcEvent {
  const { known } = code;
  if (known === undefined) return { ...event, code };
  const pointsTo = { domain: known.domain, ...(known.cause === undefined ? {} : { cause: known.cause }) };
  return { ...event, fields: { ...event.fields, ...pointsTo }, code };
}
