import { type TimedExpression, timedExpression } from '../time/match-time.js';
import type { Wrapper } from './wrappers.js';

/** A wrapper's expression, with the numbers of the groups that are read of it. */
export interface Frame extends TimedExpression {
  readonly message: number | undefined;
  readonly tag: number | undefined;
}

/** A wrapper that is around a text, and where its expression fits. */
export interface Found {
  readonly wrapper: Wrapper;
  readonly frame: Frame;
  readonly match: RegExpExecArray;
}

/** Lines that the same wrapper has carried one after the other, until it is tried before the others. */
const ENOUGH = 32;

/** Which of a list of wrappers is around a text: the first that fits. */
export class WrapperSearch {
  /** By place, what tells whether a wrapper before it may fit. */
  private readonly joined = new Map<number, RegExp>();
  /** By the wrapper that a text came out of, the place of the one that was last found in it, and how often in a row. */
  private readonly latest = new Map<string | undefined, { place: number; times: number }>();

  constructor(private readonly wrappers: readonly Wrapper[]) {}

  /** @param outer id of the wrapper that the text itself came out of */
  find(text: string, outer: string | undefined): Found | undefined {
    const { wrappers } = this;
    const latest = this.latest.get(outer);
    // Line after line of a log is in the same wrapper.
    if (latest !== undefined && latest.times >= ENOUGH && !this.mayFitBefore(latest.place).test(text)) {
      const found = this.fit(latest.place, text, outer);
      if (found) return found;
    }
    if (!this.mayFitBefore(wrappers.length).test(text)) return undefined;
    for (let place = 0; place < wrappers.length; place++) {
      const found = this.fit(place, text, outer);
      if (!found) continue;
      if (latest?.place === place) latest.times++;
      else this.latest.set(outer, { place, times: 1 });
      return found;
    }
    return undefined;
  }

  private fit(place: number, text: string, outer: string | undefined): Found | undefined {
    const wrapper = this.wrappers[place];
    if (!wrapper?.pattern || (wrapper.within && (outer === undefined || !wrapper.within.has(outer)))) return undefined;
    const frame = frameOf(wrapper.pattern);
    const match = frame.expression.exec(text);
    return match ? { wrapper, frame, match } : undefined;
  }

  /** One expression for all wrappers before a place, without their groups: nearly all lines of a log have none of them. */
  private mayFitBefore(place: number): RegExp {
    let joined = this.joined.get(place);
    if (!joined) {
      const sources = this.wrappers.slice(0, place).flatMap(({ pattern }) => (pattern ? [withoutNames(pattern)] : []));
      joined = new RegExp(sources.length === 0 ? '(?!)' : sources.map((source) => `(?:${source})`).join('|'));
      this.joined.set(place, joined);
    }
    return joined;
  }
}

function withoutNames({ source }: RegExp): string {
  return source.replace(/\(\?<\w+>/g, '(?:');
}

/** Made for the wrappers that are tried on a line that has one: most logs have none. */
const FRAMES = new WeakMap<RegExp, Frame>();

function frameOf(pattern: RegExp): Frame {
  const known = FRAMES.get(pattern);
  if (known) return known;
  const { expression, time } = timedExpression(pattern, ['msg', 'tag']);
  const { names } = expression;
  const frame = { expression, time, message: names.get('msg'), tag: names.get('tag') };
  FRAMES.set(pattern, frame);
  return frame;
}
