import type { Domain, Localized } from '../model/finding.js';

/** What an entry says of the versions in its range. */
export const ENTRY_KINDS = ['end-of-support', 'faulty', 'outdated'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export const PLATFORMS = ['android', 'ios', 'macos', 'windows', 'linux'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** An SDK, a browser or an engine that logs name with a version. */
export interface Component {
  readonly id: string;
  readonly title: Localized;
  /** Names by which logs print it, in lower case. */
  readonly names: ReadonlySet<string>;
  /** The newest version that this list knows of: of later ones it can say nothing. */
  readonly newest: { readonly version: string; readonly date: string };
}

/** Versions of a component: at least `from` (absent: from the first) and less than `below` (absent: all later ones). */
export interface VersionRange {
  readonly component: string;
  readonly from?: string;
  readonly below?: string;
}

/** One known fact about versions. */
export interface VersionEntry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly range: VersionRange;
  /** Only on this platform. */
  readonly platform?: Platform;
  /** Only together with versions of another component in the same call. */
  readonly together?: VersionRange;
  /** Rules whose findings are what the fault looks like in a log; a `*` at the end stands for anything. */
  readonly rules: readonly string[];
  /** Where the fault lies, when it is the cause of a finding. */
  readonly domain: Domain;
  readonly message: Localized;
  readonly fix: Localized;
  readonly source: { readonly url: string; readonly date: string };
}

export interface VersionKnowledge {
  readonly components: readonly Component[];
  readonly entries: readonly VersionEntry[];
}
