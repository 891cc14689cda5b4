import type { Location } from '../../../model/event.js';

/** `names` are the messages that fit (or `clock`, `ignore`); `record` tells whether the line has the format's grammar. */
export type Watch = (text: string, at: Location, names: readonly string[], record: boolean) => void;

/** Collects what is made of a line, where somebody wants to be told of it. */
export class LineWatch {
  private names: string[] = [];
  private record = false;

  constructor(private readonly watch: Watch | undefined) {}

  begin(): void {
    if (this.watch === undefined) return;
    this.names = [];
    this.record = false;
  }

  fitted(name: string): void {
    if (this.watch !== undefined) this.names.push(name);
  }

  /** The line has the format's grammar. */
  noteRecord(): void {
    this.record = true;
  }

  end(text: string, at: Location): void {
    this.watch?.(text, at, this.names, this.record);
  }
}
