import type { Location } from '../../../model/event.js';
import type { ConnectionPattern, TextFormat } from '../compile/compile-format.js';
import type { Message } from '../compile/compile-message.js';
import { groupOf } from '../compile/expression.js';
import type { Grammar } from '../compile/grammar.js';
import type { Messages } from '../compile/messages.js';
import { withPaths } from '../compile/slots.js';
import type { Values } from '../compile/template.js';
import { jsonGroups } from '../json-groups.js';
import { isTimedAs, jsonOf, matchLine, type Parsed, parseLine } from '../parse.js';
import type { LineWatch } from './line-watch.js';
import type { Output } from './output.js';
import type { RecordTimes } from './record-times.js';
import { Unfinished } from './unfinished.js';

/** Threads write records with neighbouring numbers in either order. */
const SEQUENCE_JITTER = 5;

/** Finds the messages of lines, and hands over what they give. */
export class RecordReader {
  /** Lines of which something was made. */
  understood = 0;
  private readonly unfinished: Unfinished;
  // Members of the format that every line asks for: of an object with getters each name is looked up anew.
  private readonly grammar: Grammar;
  private readonly messages: Messages;
  private readonly connection: ConnectionPattern | undefined;
  private readonly carry: boolean;
  private readonly ignored: readonly string[];
  private sequence = -1;

  constructor(
    { definition, grammar, messages, connection }: TextFormat,
    private readonly times: RecordTimes,
    private readonly output: Output,
    private readonly watch: LineWatch,
  ) {
    this.grammar = grammar;
    this.messages = messages;
    this.connection = connection;
    this.carry = definition.connection.carry;
    this.ignored = definition.ignore;
    this.unfinished = new Unfinished(output);
  }

  /** True while a message may go on in the next line, whatever that looks like. */
  get isWaiting(): boolean {
    return this.unfinished.isWaiting;
  }

  /**
   * Reads one record, which may be the text of several lines.
   * @param hits the owners of the literals in it, ascending (see TextFormat)
   */
  read(text: string, hits: readonly number[], at: Location, lines: number): void {
    const { output, watch } = this;
    const before = output.records;
    watch.begin();
    const ignored = this.isIgnored(text);
    if (ignored) watch.fitted('ignore');
    for (const parsed of parseLine(this.grammar, text)) this.record(parsed, text, hits, at, ignored);
    if (output.records > before) this.understood += lines;
    watch.end(text, at);
  }

  /** There are no more lines. */
  flush(): void {
    this.unfinished.flush();
  }

  private isIgnored(text: string): boolean {
    for (const literal of this.ignored) if (text.includes(literal)) return true;
    return false;
  }

  private record(parsed: Parsed, line: string, hits: readonly number[], at: Location, ignored: boolean): void {
    const { times } = this;
    if (parsed.record) this.watch.noteRecord();
    if (this.unfinished.isWaiting && this.unfinished.complete(parsed)) return;
    times.header(parsed, line, hits);
    const time = times.of(parsed);
    if (!parsed.record && !parsed.wrapperTime && hits.length === 0) return;
    if (time !== undefined) times.learn(parsed, hits, time);
    if (!ignored) this.message(parsed, line, hits, time ?? 0, at);
  }

  /** The first message whose expression fits gives the records; the definition's order decides. */
  private message(parsed: Parsed, line: string, hits: readonly number[], time: number, at: Location): void {
    for (const owner of hits) {
      const message = this.messages.at(owner);
      if (!message || !(message.onLine || parsed.record) || !isTimedAs(message.timed, parsed)) continue;
      const { expression, conditions } = message;
      const match = message.onLine ? matchLine(expression, parsed, line) : expression.exec(parsed.message);
      if (!match) continue;
      if (!conditions) {
        const before = this.output.records;
        this.accept(message, match, parsed, line, time, at);
        // What searches a line for names and finds none has not understood it: the next message may.
        if (message.scans && this.output.records === before) continue;
        this.watch.fitted(message.name);
        return;
      }
      const json = jsonOf(parsed);
      const found = json === undefined ? [] : jsonGroups(message, json);
      if (found.length === 0) continue;
      this.watch.fitted(message.name);
      for (const inJson of found) {
        this.accept(message, withPaths(match, message.pathSlot, inJson), parsed, line, time, at);
      }
      return;
    }
  }

  /** Gives the records of a message that fits, unless they repeat what was just said. */
  private accept(message: Message, values: Values, parsed: Parsed, line: string, time: number, at: Location): void {
    this.watchSequence(parsed.sequence, message.starts, time, line, at);
    const connection = message.starts ? undefined : this.connectionOf(message, values, parsed);
    if (this.output.state.isRepeat(message, values, connection, time)) {
      this.understood++;
      return;
    }
    const occasion = { connection, time, at, line, text: parsed.line };
    if (message.next) this.unfinished.hold(message, values, occasion);
    else this.output.give(message, values, occasion);
  }

  private connectionOf(message: Message, values: Values, parsed: Parsed): string | undefined {
    const pattern = this.connection;
    const match = pattern?.expression.exec(parsed.message);
    const alias = pattern && match ? groupOf(match, pattern.alias) : undefined;
    const named = pattern && match ? groupOf(match, pattern.connection) : undefined;
    return this.output.state.connection(message, values, parsed.connection ?? named, alias, this.carry);
  }

  /** A running number that begins anew is a new session, also where the log lacks the line that says so. */
  private watchSequence(number: number | undefined, starts: boolean, time: number, line: string, at: Location): void {
    if (number === undefined) return;
    const fell = number < this.sequence - SEQUENCE_JITTER;
    this.sequence = fell ? number : Math.max(this.sequence, number);
    if (fell && !starts) this.output.beginSession(time, line, at);
  }
}
