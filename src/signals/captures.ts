import type { MediaKind } from '../model/call.js';
import type { Interval } from './interval.js';

/** What is sent of one microphone, camera or screen: layers of one simulcast are one track to the people in the call. */
export interface Capture {
  /** Number of the report in which it was last sent. */
  sentIn: number;
}

/** The captures of one connection, and how many of them each report shows to be sent. */
export class Captures {
  readonly #known = new Map<string, Capture>();
  #report = 0;
  #audio = 0;
  #video = 0;

  clear(): void {
    this.#known.clear();
  }

  /** Another report begins. */
  begin(): void {
    this.#report += 1;
    this.#audio = 0;
    this.#video = 0;
  }

  /** Packets of the stream were sent in the interval of this report. */
  noteSent(stream: Interval<'outbound-rtp'>, media: MediaKind): void {
    const capture = this.of(stream, media);
    if (capture.sentIn === this.#report) return;
    capture.sentIn = this.#report;
    if (media === 'audio') this.#audio += 1;
    else this.#video += 1;
  }

  /** Whether any layer of the stream's capture was sent in the interval of this report. */
  isSent(stream: Interval<'outbound-rtp'>, media: MediaKind): boolean {
    return this.of(stream, media).sentIn === this.#report;
  }

  /** Captures of that kind that were sent in the interval of this report. */
  count(media: MediaKind): number {
    return media === 'audio' ? this.#audio : this.#video;
  }

  /** Looked up anew only when the labels, which name it, have changed. */
  of(stream: Interval<'outbound-rtp'>, media: MediaKind): Capture {
    const { capture, labels } = stream;
    if (capture !== undefined && stream.captureLabels === labels && stream.captureMedia === media) return capture;
    const key = `${media} ${labels.mediaSourceId ?? labels.mid ?? stream.id}`;
    const found = this.#known.get(key) ?? { sentIn: -1 };
    this.#known.set(key, found);
    stream.capture = found;
    stream.captureLabels = labels;
    stream.captureMedia = media;
    return found;
  }
}
