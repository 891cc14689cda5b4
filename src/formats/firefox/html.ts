/** A piece of a page: text, or a tag with its name in lower case. */
export interface Token {
  readonly tag: string | undefined;
  /** True for `</tag>`. */
  readonly closes: boolean;
  /** Text between tags with entities resolved; of a tag its attributes as written. */
  readonly text: string;
  /** Where it begins, in characters. */
  readonly at: number;
}

/** Longest tag that is looked at; anything longer is no tag but a stray `<`. */
const LONGEST_TAG = 4096;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);
/** Elements whose content is no text of the page. */
const SKIPPED: ReadonlySet<string> = new Set(['script', 'style']);

/** Splits a page into tags and texts, in one pass. Nothing in it is run, and no tag need be closed. */
export function* tokens(html: string): Generator<Token> {
  let from = 0;
  let close = -1;
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', Math.max(open + 1, from))) {
    if (close < open) close = html.indexOf('>', open);
    if (close < 0) break;
    if (close - open > LONGEST_TAG || !/^[/!a-zA-Z]/.test(html.charAt(open + 1))) continue;
    if (open > from) yield { tag: undefined, closes: false, text: decode(html.slice(from, open)), at: from };
    const { name, closes, attributes } = partsOf(html.slice(open + 1, close));
    if (name !== '') yield { tag: name, closes, text: attributes, at: open };
    from = close + 1;
    if (!SKIPPED.has(name) || closes) continue;
    const end = html.indexOf(`</${name}`, from);
    from = end < 0 ? html.length : end;
  }
  if (from < html.length) yield { tag: undefined, closes: false, text: decode(html.slice(from)), at: from };
}

function partsOf(tag: string): { name: string; closes: boolean; attributes: string } {
  const match = /^(\/?)([a-zA-Z][a-zA-Z0-9]{0,20})/.exec(tag);
  const [whole = '', slash = '', name = ''] = match ?? [];
  return { name: name.toLowerCase(), closes: slash !== '', attributes: tag.slice(whole.length) };
}

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,6}));/g, (entity, decimal, hex, name) => {
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    if (Number.isInteger(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    return ENTITIES.get(name) ?? entity;
  });
}
