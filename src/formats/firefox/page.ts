import { tokens } from './html.js';

/** Texts longer than this are cut: nothing that is read of a page is nearly as long. */
const LONGEST_TEXT = 8192;
/** More than this of one kind is not kept of one connection. */
const MOST = 2000;

/** What the page holds of one peer connection, as texts in the order of the page. */
export interface Section {
  /** Where it begins in the page, in characters. */
  readonly at: number;
  /** All text before the first table: heading, time, id. */
  heading: string;
  /** Cells of the rows of all tables. */
  readonly rows: string[][];
  /** Paragraphs, each under the heading before it. */
  readonly paragraphs: { readonly under: string; readonly text: string }[];
  /** Session descriptions. */
  readonly descriptions: string[];
}

const COLLECTED: ReadonlySet<string> = new Set(['td', 'p', 'pre', 'h4', 'h5', 'h6']);

/** The sections of the page: one for each element of class `peer-connection`. Labels are in the user's language. */
export function sectionsOf(html: string): Section[] {
  const sections: Section[] = [];
  let section: Section | undefined;
  let open: string | undefined;
  let text = '';
  let under = '';
  for (const token of tokens(html)) {
    if (token.tag === 'div' && /class="(?:[^"]{0,200} )?peer-connection[" ]/.test(token.text)) {
      section = { at: token.at, heading: '', rows: [], paragraphs: [], descriptions: [] };
      if (sections.length < MOST) sections.push(section);
      open = undefined;
      under = '';
    } else if (token.tag === 'div' && /class="log"/.test(token.text)) section = undefined;
    if (section === undefined) continue;
    if (token.tag === undefined) {
      // A text that is full is left alone: to cut it at each of a million tags behind would copy it each time.
      if (open !== undefined) text = extended(text, token.text);
      else if (section.rows.length === 0) section.heading = extended(section.heading, ` ${token.text}`);
      continue;
    }
    if (token.tag === 'tr' && !token.closes && section.rows.length < MOST) section.rows.push([]);
    if (!COLLECTED.has(token.tag)) continue;
    if (open !== undefined) {
      if (open.startsWith('h')) under = plain(text);
      else keep(section, open, under, text);
    }
    open = token.closes ? undefined : token.tag;
    text = '';
  }
  return sections;
}

function extended(text: string, by: string): string {
  return text.length < LONGEST_TEXT ? (text + by).slice(0, LONGEST_TEXT) : text;
}

function keep(section: Section, tag: string, under: string, text: string): void {
  if (tag === 'td') section.rows.at(-1)?.push(plain(text));
  else if (tag === 'pre') {
    if (section.descriptions.length < MOST) section.descriptions.push(text);
  } else if (section.paragraphs.length < MOST && text.trim() !== '') {
    section.paragraphs.push({ under, text: plain(text) });
  }
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
