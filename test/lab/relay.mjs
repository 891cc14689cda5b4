// The path between the two ends of one call, as a process of its own so that nothing else delays its timers.
// Each end believes the relay to be the other end. Started with fork(); speaks over the process channel:
//   in   {set: {ab?, ba?}}        impairments of the directions A to B and B to A, from now on
//        {peer: 'A'|'B', address, port}   where that end really is; comes again when an ICE restart opens another port
//        {report: true}           asks for the counters
//   out  {ready: {toA, toB}}      ports: A sends to `toA`, B sends to `toB`
//        {counts: {ab, ba}}
import dgram from 'node:dgram';
import { performance } from 'node:perf_hooks';
import { Direction } from './impairment.mjs';
import { seeded } from './random.mjs';

const [address, seed, base] = [process.argv[2], Number(process.argv[3]), JSON.parse(process.argv[4])];
const BUFFER_BYTES = 1 << 20;
/** A timer later than this is delay that nobody asked for; the truth file tells how often it happened. */
const LATE_MS = 10;

const directions = { ab: new Direction(seeded(seed), base.ab), ba: new Direction(seeded(seed + 1), base.ba) };
const peers = {};

async function open() {
  const socket = dgram.createSocket({ type: 'udp4', recvBufferSize: BUFFER_BYTES });
  await new Promise((resolve) => socket.bind(0, address, resolve));
  return socket;
}

const facesA = await open();
const facesB = await open();

function connect(from, to, direction, source, target) {
  from.on('message', (packet, remote) => {
    peers[source] ??= { address: remote.address, port: remote.port };
    const now = performance.now();
    const time = direction.release(now, packet);
    if (time === undefined) return;
    const send = () => {
      const peer = peers[target];
      if (!peer) return;
      const late = performance.now() - time;
      if (late > LATE_MS) direction.counts.late++;
      direction.counts.worstLateMs = Math.max(direction.counts.worstLateMs, Math.round(late));
      to.send(packet, peer.port, peer.address);
      direction.counts.sent++;
    };
    if (time - now < 1) send();
    else setTimeout(send, time - now);
  });
}
connect(facesA, facesB, directions.ab, 'A', 'B');
connect(facesB, facesA, directions.ba, 'B', 'A');

process.on('message', (message) => {
  if (message.set?.ab) directions.ab.settings = message.set.ab;
  if (message.set?.ba) directions.ba.settings = message.set.ba;
  if (message.peer) peers[message.peer] = { address: message.address, port: message.port };
  if (message.report) process.send({ counts: { ab: directions.ab.counts, ba: directions.ba.counts } });
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: { toA: facesA.address().port, toB: facesB.address().port } });
