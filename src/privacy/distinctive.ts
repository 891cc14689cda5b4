import type { Kind } from './kinds.js';

/**
 * Words of the logs themselves, of protocols and of every-day rooms. A room called `audio` or a user called `connected`
 * is replaced where the text says that it is a room or a user, and nowhere else: replacing the word everywhere would
 * turn the log into something that no program reads.
 */
const COMMON = new Set(
  `absent accept accepted access account action active actual added admin agent agora alert allow allowed answer appid application
  arrow async attempt audience audio authorization auto available average backup balanced bandwidth before begin bitrate
  blocked bluetooth boolean broadcaster browser buffer build bundle bytes cache call callback called camera cancel
  candidate capture change changed channel check checking chrome classic client close closed closing codec common
  communication complete completed config configuration connect connected connecting connection console constraint
  constructor content control count create created credential current custom data debug decode decoded decoder default
  delay delete demo denied desktop destroy detail device disable disabled disconnect disconnected display document
  dropped dtls duration earpiece echo edge elapsed empty enable enabled encode encoder engine error event example
  exception external fail failed failure false feedback file finish finished firefox first format frame frames
  freeze front function gain gateway gather gathering generic getstats group guest headphone headphones headset
  height hidden high history host hosts ideal identity idle image inactive inbound info initialize initialized input
  interface internal interrupted invalid java join joined joining kind label landscape latency launch leave length level
  limit line linux list live load local localhost location lock logger login logout lost main major manager master media
  medium meeting member message method microphone middle minimum missing mobile mode module mozilla muted name
  native navigator negotiation network never none normal notification null number object offer offline online open
  opened opus options origin other outbound output packet packets paused payload peer pending period permission
  picture ping platform playback playing playout plugin policy portrait prflx primary print private process profile progress
  promise property protocol provider proxy public publish published publisher quality query queue random ready reason
  receive received receiver reconnect reconnected reconnecting record recording region register relay reload remote
  removed render renderer rendered report request required reset resolution resolve response restart result resume resumed
  return retry role room rooms root route runner running safari sample scene schedule screen script second secret security
  select selected send sender sendrecv sent server service session setting settings setup share shared signal
  signaling silent size socket source speaker speakerphone srflx stable standard start started state static
  stats status stereo stop stopped storage stream streams string subscribe subscribed subscriber success support
  suspended switch symbol system target team test tester testing text thread ticket time timeout timestamp token total
  track tracks transceiver transport true type ubuntu udp undefined unified unknown unmuted unpublish update updated upgrade
  url user username users value version video view visible volume waiting warn warning webrtc websocket webview width window
  windows worker`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Below this many digits a number may well be a count, a port or a code: it is an id only where the text says so. */
const FEWEST_DIGITS = 8;

/** True for values that cannot be taken for anything else, and are therefore replaced wherever they stand. */
export function isDistinctive(kind: Kind, value: string): boolean {
  if (/^\d+$/.test(value)) return value.length >= FEWEST_DIGITS;
  if (COMMON.has(value.toLowerCase())) return false;
  // Three Chinese characters say as much as a word.
  if (/\p{Script=Han}/u.test(value)) return value.length >= 3;
  const letters = /\p{L}/u.test(value);
  if (kind === 'ice-ufrag') return value.length >= 4 && letters && /[A-Z\d+/]/.test(value) && /[a-z]/.test(value);
  // Made up of common words, such as `Default - Speaker`: a label that many devices have, and that logs are full of.
  if (words(value).every((word) => /^\d*$/.test(word) || COMMON.has(word.toLowerCase()))) return value.length >= 24;
  return letters && value.length >= (/\d/.test(value) ? 5 : 6);
}

function words(value: string): readonly string[] {
  return value.split(/[^\p{L}\d]+/u).filter((word) => word !== '');
}
