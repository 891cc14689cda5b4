import { SECRET_KINDS } from '../model/secret.js';
import { UsageError } from '../model/usage-error.js';

/** What a redacted value was. The name stands in its pseudonym: `redacted-channel-1`. */
export const KINDS = [
  ...SECRET_KINDS,
  'private-ip',
  'public-ip',
  'relay-ip',
  'mdns',
  'host',
  'mac',
  'ice-ufrag',
  'fingerprint',
  'certificate',
  'email',
  'phone',
  'personal-id',
  'url-part',
  'place',
] as const;
export type Kind = (typeof KINDS)[number];

/** What `--keep` can leave in place, and which kinds each word stands for. Secrets cannot be kept. */
const KEPT_KINDS = {
  appid: ['appid'],
  channel: ['channel'],
  uid: ['uid'],
  session: ['session'],
  device: ['device', 'device-id'],
  ip: ['private-ip', 'public-ip', 'relay-ip', 'mdns'],
} as const satisfies Record<string, readonly Kind[]>;

export type KeepWord = keyof typeof KEPT_KINDS;
export const KEEP_WORDS = Object.keys(KEPT_KINDS) as readonly KeepWord[];

/** The kinds that the words keep. */
export function keptKinds(words: readonly KeepWord[]): ReadonlySet<Kind> {
  return new Set(words.flatMap((word): readonly Kind[] => KEPT_KINDS[word]));
}

/**
 * The words of a `--keep appid,channel,uid` list; white space around them does not matter.
 * @throws UsageError naming the known words for one that is not known
 */
export function parseKeep(list: string): readonly KeepWord[] {
  const words = list
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
  return [...new Set(words)].map((word) => {
    const known = KEEP_WORDS.find((candidate) => candidate === word);
    if (known === undefined) throw new UsageError(`"${word}" cannot be kept; known are ${KEEP_WORDS.join(', ')}`);
    return known;
  });
}
