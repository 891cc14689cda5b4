/** Why a document cannot be read any further. */
export class Cut extends Error {
  /** @param offset of the place in the document */
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

/** What may come next. Numbers, because they are compared at every token. */
const VALUE = 0;
/** A value or the end of the array. */
const FIRST_VALUE = 1;
const NAME = 2;
/** A member name or the end of the object. */
const FIRST_NAME = 3;
const COLON = 4;
/** A comma or the end of the container. */
const REST = 5;
/** Nothing: the document is complete. */
const NOTHING = 6;
const WORDS = [
  'a value',
  "a value or ']'",
  'a member name',
  "a member name or '}'",
  "':'",
  "',' or the end of the list",
  'the end of the document',
];

/** The grammar of JSON above its tokens: what is open, and what may come next. Each token is given with its offset. */
export class Grammar {
  /** For each open container whether it is an object. */
  private readonly objects: boolean[] = [];
  private expected = VALUE;

  constructor(private readonly maxDepth: number) {}

  /** Nothing is open: no value, or all of it. */
  get isOutside(): boolean {
    return this.objects.length === 0;
  }

  get isComplete(): boolean {
    return this.expected === NOTHING;
  }

  /** A string that comes now would be a member name. */
  get expectsName(): boolean {
    return this.expected === NAME || this.expected === FIRST_NAME;
  }

  name(): void {
    this.expected = COLON;
  }

  colon(offset: number): void {
    if (this.expected !== COLON) throw this.unexpected(offset);
    this.expected = VALUE;
  }

  comma(offset: number): void {
    if (this.expected !== REST) throw this.unexpected(offset);
    this.expected = this.isInObject() ? NAME : VALUE;
  }

  /** A value begins: throws where none may. */
  value(offset: number): void {
    if (this.expected !== VALUE && this.expected !== FIRST_VALUE) throw this.unexpected(offset);
  }

  /** A value has ended. */
  valueDone(): void {
    this.expected = this.objects.length === 0 ? NOTHING : REST;
  }

  enter(isObject: boolean, offset: number): void {
    this.value(offset);
    if (this.objects.length >= this.maxDepth) {
      throw new Cut(offset, `nested deeper than the limit of ${this.maxDepth} levels`);
    }
    this.objects.push(isObject);
    this.expected = isObject ? FIRST_NAME : FIRST_VALUE;
  }

  leave(isObject: boolean, offset: number): void {
    const mayEnd = this.expected === REST || this.expected === (isObject ? FIRST_NAME : FIRST_VALUE);
    if (!mayEnd || this.isInObject() !== isObject) throw this.unexpected(offset);
    this.objects.pop();
    this.valueDone();
  }

  unexpected(offset: number): Cut {
    return notJson(offset, WORDS[this.expected] ?? '');
  }

  private isInObject(): boolean {
    return this.objects[this.objects.length - 1] === true;
  }
}

export function notJson(offset: number, expected: string): Cut {
  return new Cut(offset, `not valid JSON: expected ${expected}`);
}
