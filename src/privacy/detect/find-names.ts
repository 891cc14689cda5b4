/** What Chinese logs call a value. */
export const CHINESE_NAMES =
  '用户(?:ID|id|名|昵称)?|昵称|(?:真实)?姓名|名字|频道[名号]?|房间(?:[名号]|ID|id|密码)?|会议(?:号|ID|id)|密码|口令|(?:鉴权)?令牌|[账帐]号|账户|' +
  '主播|观众|房主|学号|工号|手机(?:号码?)?|(?:联系)?电话(?:号码)?|座机|邮箱|身份证(?:号码?)?|证件号|银行卡号|序列号|设备号';

/** A name before a value. */
export interface FoundName {
  readonly name: string;
  readonly start: number;
  /** Behind the separator and the blanks after it. */
  readonly end: number;
}

const LONGEST_NAME = 41;
const MOST_BACKSLASHES = 15;
const MOST_SPACES = 3;
const MOST_BLANKS = 4;
const CHINESE_NAME = new RegExp(`(?:${CHINESE_NAMES})$`);
const LONGEST_CHINESE_NAME = 6;

/** What a character can be in a name, by UTF-16 code. */
const BEGINS = 1;
const CONTINUES = 2;
const classes = new Uint8Array(0x10000);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_') {
  classes[character.charCodeAt(0)] = BEGINS | CONTINUES;
}
for (const character of '0123456789-') classes[character.charCodeAt(0)] = CONTINUES;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const COLON = 0x3a;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const BACKSLASH = 0x5c;
const WIDE_COLON = 0xff1a;

/**
 * The next name and what separates it from its value: `"token":`, `\"token\": `, `token=`, `token => `, `用户：`. It is looked for
 * from the separator backwards, because a text has many more words than separators.
 */
export function nextName(text: string, from: number): FoundName | undefined {
  for (let at = nextSeparator(text, from); at >= 0; at = nextSeparator(text, at + 1)) {
    const found = nameBefore(text, at, from);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The name before a separator that begins at `from` or behind it. */
function nameBefore(text: string, separator: number, from: number): FoundName | undefined {
  const end = endOfName(text, separator);
  const start = end <= from ? -1 : startOfName(text, end, from);
  return start < 0 ? undefined : { name: text.slice(start, end), start, end: startOfValue(text, separator) };
}

/** A name that ends at the place, if a separator follows close by. */
export function nameThatEnds(text: string, end: number): FoundName | undefined {
  const separator = nextSeparator(text, end, end + MOST_BACKSLASHES + 1 + MOST_SPACES);
  return separator < 0 ? undefined : nameBefore(text, separator, Math.max(0, end - LONGEST_NAME - 1));
}

/** The first separator from the one place to the other; -1 without one. */
function nextSeparator(text: string, from: number, to = text.length - 1): number {
  for (let at = from; at <= to; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON || code === EQUALS || code === WIDE_COLON) return at;
  }
  return -1;
}

/** Before the blanks and the quote that stand before a separator. */
function endOfName(text: string, separator: number): number {
  let end = separator;
  while (end > 0 && separator - end < MOST_SPACES && isSpace(text.charCodeAt(end - 1))) end--;
  const last = text.charCodeAt(end - 1);
  if (last !== QUOTE && last !== APOSTROPHE) return end;
  end--;
  const quote = end;
  while (end > 0 && quote - end < MOST_BACKSLASHES && text.charCodeAt(end - 1) === BACKSLASH) end--;
  return end;
}

function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13);
  return code >= 0xa0 && /\s/.test(String.fromCharCode(code));
}

/** Where the name that ends at a place begins, as early as it can; -1 when there is none. */
function startOfName(text: string, end: number, from: number): number {
  const earliest = Math.max(from, end - LONGEST_NAME);
  let at = end;
  let start = -1;
  for (; at > earliest; at--) {
    const what = classes[text.charCodeAt(at - 1)] ?? 0;
    if (what === 0) break;
    if ((what & BEGINS) !== 0) start = at - 1;
  }
  // Only `ID` stands behind Chinese characters in a name.
  if (end - at > 2 || at === from || text.charCodeAt(at - 1) < 0x80) return start;
  const before = Math.max(from, end - LONGEST_CHINESE_NAME);
  const chinese = CHINESE_NAME.exec(text.slice(before, end));
  return chinese === null ? start : before + chinese.index;
}

function startOfValue(text: string, separator: number): number {
  let start = separator + 1;
  if (text.charCodeAt(separator) === EQUALS && text.charCodeAt(start) === GREATER) start++;
  for (let blanks = 0; blanks < MOST_BLANKS; blanks++, start++) {
    const code = text.charCodeAt(start);
    if (code !== 0x20 && code !== 9) break;
  }
  return start;
}
