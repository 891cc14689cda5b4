import type { DocumentConsumer, TextSink } from './document.js';
import { decodeText } from './text.js';

/** Collects the beginning of a long string for `DocumentConsumer.text`. */
export class Collector implements TextSink {
  private readonly bytes: Buffer;
  private length = 0;
  private cut = false;

  constructor(readonly limit: number) {
    this.bytes = Buffer.alloc(limit);
  }

  write(bytes: Buffer, start: number, end: number): void {
    const taken = Math.min(end - start, this.limit - this.length);
    bytes.copy(this.bytes, this.length, start, start + taken);
    this.length += taken;
    if (taken < end - start) this.cut = true;
  }

  deliver(consumer: DocumentConsumer): void {
    consumer.text(decodeText(this.bytes, 0, this.length, this.cut), this.cut);
  }
}
