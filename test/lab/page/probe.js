// Watches what one end sends and what it gets to see and hear, without asking the browser's statistics.
import { watchWithElements } from './probe-elements.js';

const KINDS = { video: 'picture', audio: 'sound' };

/** @param {(message: object) => void} say sends to the lab; messages are of type 'probe', see probe-worker.js */
export function startProbe(say) {
  const worker = new Worker('/probe-worker.js', { type: 'module' });
  let stopped;
  const tell = (message) => say({ type: 'probe', ...message });
  worker.onerror = (event) => tell({ error: event.message });
  worker.onmessage = ({ data }) => (data.stopped ? stopped() : tell(data));

  const watch = (track, tap) => {
    const whole = { ...tap, kind: KINDS[track.kind], track: track.id };
    if (!globalThis.MediaStreamTrackProcessor) return watchWithElements(track, whole, tell);
    // The buffer holds a second of sound or 15 pictures: a busy processor delays what is noted, it must not lose it.
    const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize: track.kind === 'video' ? 15 : 100 });
    worker.postMessage({ tap: whole, readable }, [readable]);
  };
  return {
    /** A track that this end sends. */
    local: (track) => watch(track, { side: 'local' }),
    /** A track that this end receives and plays. @param {string} [from] the end that sends it */
    remote: (track, from) => watch(track, { side: 'remote', from }),
    /** Sends what is left. */
    stop: () =>
      new Promise((resolve) => {
        stopped = resolve;
        worker.postMessage({ stop: true });
      }),
  };
}
