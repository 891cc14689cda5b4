// Calls of many shapes in which nothing is wrong. Whoever finds something in them is mistaken.
import { allow, LARGE, nothing, PLAIN, USUAL, VOICE } from './parts.mjs';

const clean = (media, more = {}) => ({ media, seconds: USUAL, expect: { each: nothing }, ...more });
const THREE = ['A', 'B', 'C'];
/** The second dump of a long call would be as large as five usual calls. */
const LONG = { seconds: 1200, logs: ['internals.json.gz', 'stats.ndjson.gz'] };

export const CLEAN = {
  clean: clean(PLAIN),
  'clean-640x480': clean(LARGE),
  'clean-audio-only': clean(VOICE),
  'clean-video-only': clean({ ...PLAIN, audio: false }),
  'clean-15-fps': clean({ ...PLAIN, fps: 15 }),
  'clean-with-data-channel': clean({ ...VOICE, data: true }),
  'clean-dtx': clean({ ...PLAIN, dtx: true }),
  // The application asks for a low rate: less sharp, and deliberate.
  'clean-low-bitrate': clean({ ...PLAIN, maxBitrate: 200_000 }),
  'clean-vp9': clean({ ...PLAIN, codec: 'VP9' }),
  'clean-h264': clean({ ...PLAIN, codec: 'H264' }),
  'clean-av1': clean({ ...PLAIN, fps: 15, codec: 'AV1' }),
  'clean-slides': clean(PLAIN, { mediaOf: { A: { capture: 'slides', fps: 15 } } }),
  'clean-static-screen': clean(PLAIN, { mediaOf: { A: { capture: 'static-screen', fps: 5 } } }),
  'clean-simulcast': clean({ ...LARGE, fps: 15, simulcast: true }, { mediaOf: { B: { video: false } } }),
  // Pictures of all three would be six to send and six to show, too many for two processors.
  'clean-three-people': clean(
    { ...PLAIN, width: 160, height: 120, fps: 10 },
    { ends: THREE, mediaOf: { B: { video: false }, C: { video: false } } },
  ),
  'clean-three-people-audio-only': clean(VOICE, { ends: THREE }),
  'clean-5s': clean(PLAIN, { seconds: 5 }),
  'clean-5s-audio-only': clean(VOICE, { seconds: [4.5, 6] }),
  'clean-joined-late': clean(PLAIN, { joinDelay: [9, 11] }),
  'clean-both-muted': clean(PLAIN, {
    actions: ['A', 'B'].map((end) => ({
      name: 'mute',
      undo: 'unmute',
      at: [12, 13],
      for: [10, 12],
      end,
      expect: { actor: allow('silence'), other: allow('silence') },
    })),
  }),
  'clean-20min-audio-only': clean(VOICE, LONG),
  'clean-20min': clean({ ...PLAIN, fps: 10 }, LONG),
};
