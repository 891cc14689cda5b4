// One end of the call, run inside the browser. Talks to the lab over a WebSocket; see signalling.mjs for who is told what.
import { ACTIONS } from './actions.js';
import { openMedia } from './capture.js';
import { Connection } from './connection.js';
import { startProbe } from './probe.js';

const role = new URL(location.href).searchParams.get('role');
const socket = new WebSocket(`ws://${location.host}/?role=${role}`);
const say = (message) => socket.send(JSON.stringify(message));
const note = (name, data) => say({ type: 'event', ts: Date.now(), name, data });
const STATS_PERIOD_MS = 1000;

const probe = startProbe(say);
/** What this end sends, to whom it is connected, what was planned for it. */
const end = { local: undefined, media: undefined, ends: [], connections: new Map(), note, probe };
const statsTimers = [];
const players = new Map();

addEventListener('error', ({ message }) => note('error', message));

async function prepare({ media, ends }) {
  Object.assign(end, { media, ends });
  note('gum-start');
  end.local = await openMedia(media);
  for (const track of end.local.getTracks()) probe.local(track);
  note(
    'gum-ok',
    end.local.getTracks().map((track) => track.kind),
  );
  say({ type: 'ready' });
}

/** Shows the picture and plays the sound of another end. */
function play(other, stream) {
  if (players.has(other)) return;
  const element = Object.assign(document.createElement('video'), { autoplay: true, playsInline: true });
  document.documentElement.append(element);
  players.set(other, element);
  element.srcObject = stream;
  element.requestVideoFrameCallback?.(() => note('first-frame', other));
}

function connectTo(other) {
  const { media, local } = end;
  const onTrack = ({ track, streams }) => {
    note('track', track.kind);
    // A picture or sound that the page plays nowhere is neither seen nor heard.
    if (media.play === false || !streams[0]) return;
    play(other, streams[0]);
    probe.remote(track, other);
  };
  const connection = new Connection({ other, media, local, say, note, onTrack });
  end.connections.set(other, connection);
  startStats(connection);
  return connection;
}

/** With one connection its name is left out, as most applications do. */
function startStats({ pc, other }) {
  const name = end.ends.length > 2 ? { pc: other } : {};
  const timer = setInterval(async () => {
    const ts = Date.now();
    const report = await pc.getStats();
    say({ type: 'stats', line: { ts, ...name, stats: Object.fromEntries(report) } });
  }, STATS_PERIOD_MS);
  statsTimers.push(timer);
}

const called = () => end.ends.filter((other) => other > role);
const connectionTo = (other) => end.connections.get(other) ?? connectTo(other);

const HANDLERS = {
  prepare,
  'wait-for-others': () => {
    for (const other of called()) connectTo(other);
  },
  // Each end calls those after it in the list.
  go: async () => {
    if (called().length > 0) note('join', end.media);
    for (const other of called()) await connectionTo(other).offer();
  },
  sdp: ({ from, sdp }) => connectionTo(from).describedBy(sdp),
  candidate: ({ from, ...candidate }) => connectionTo(from).reachableAt(candidate),
  action: async ({ name }) => {
    note('action', name);
    await ACTIONS[name](end);
  },
  'stop-stats': async () => {
    for (const timer of statsTimers) clearInterval(timer);
    await probe.stop();
    say({ type: 'stopped' });
  },
};

// Messages are handled one after the other: a candidate must not overtake the description that it belongs to.
let queue = Promise.resolve();
socket.onmessage = ({ data }) => {
  const message = JSON.parse(data);
  queue = queue
    .then(() => HANDLERS[message.type](message))
    .catch((error) => note('error', String(error?.stack ?? error)));
};
socket.onopen = () => say({ type: 'hello' });
