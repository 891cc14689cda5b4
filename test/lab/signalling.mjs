// Serves the peer page and carries messages between the pages of the ends. Listens on loopback only.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { WebSocketServer } from 'ws';

const FOLDER = new URL('./page/', import.meta.url);
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.wav': 'audio/wav' };

/**
 * @param {object} options
 * @param {number} [options.delay] ms that every message between the ends waits
 * @param {number} [options.candidateDelay] ms that only candidates wait
 * @param {number} [options.answerDelay] ms that the first answer of each end waits, as when nobody picks up
 * @param {Record<string, string>} [options.files] further files to serve, by path
 * @param {(from: string, to: string, candidate: string) => string | undefined} options.rewrite a candidate as `to` is to see it
 * @param {(from: string, to: string, sdp: {type: string, sdp: string}) => {type: string, sdp: string}}
 *   [options.describe] a description as `to` is to see it
 * @param {(role: string, message: object) => void} options.onMessage everything else that a page says
 */
export async function startSignalling(options) {
  const { delay = 0, candidateDelay = 0, answerDelay = 0, files = {}, rewrite, describe, onMessage } = options;
  const sockets = {};
  const answered = new Set();
  const pages = Object.fromEntries(readdirSync(FOLDER).map((name) => [`/${name}`, new URL(name, FOLDER)]));
  const served = { ...pages, '/': pages['/peer.html'], ...files };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const file = Object.hasOwn(served, path) ? served[path] : undefined;
    if (!file) return response.writeHead(404).end();
    const type = TYPES[extname(String(file))] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type }).end(await readFile(file));
  });
  const wss = new WebSocketServer({ server });
  const tell = (role, message) => sockets[role]?.readyState === 1 && sockets[role].send(JSON.stringify(message));

  const waitOf = (from, { type, sdp }) => {
    if (type === 'candidate') return Math.max(delay, candidateDelay);
    if (sdp.type !== 'answer' || answered.has(from)) return delay;
    answered.add(from);
    return Math.max(delay, answerDelay);
  };
  const forward = (from, message) => {
    const { to } = message;
    const seen = { ...message, from };
    if (message.type === 'candidate') seen.candidate = rewrite(from, to, message.candidate);
    else seen.sdp = withoutCandidates(describe?.(from, to, message.sdp) ?? message.sdp);
    if (seen.candidate ?? seen.sdp) setTimeout(tell, waitOf(from, message), to, seen);
  };
  wss.on('connection', (socket, request) => {
    const role = new URL(request.url, 'http://localhost').searchParams.get('role');
    sockets[role] = socket;
    socket.on('message', (data) => {
      const message = JSON.parse(data);
      if (message.type === 'sdp' || message.type === 'candidate') forward(role, message);
      else onMessage(role, message);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: (role) => `http://localhost:${server.address().port}/?role=${role}`,
    tell,
    close: () => {
      for (const client of wss.clients) client.terminate();
      wss.close();
      server.close();
    },
  };
}

/**
 * The description without candidates: one made later in the call lists those gathered before, with the real addresses, and
 * the ends would talk past the relay.
 */
export function withoutCandidates({ type, sdp }) {
  const kept = sdp.split('\r\n').filter((line) => !/^a=(candidate:|end-of-candidates)/.test(line));
  return { type, sdp: kept.join('\r\n') };
}

/**
 * A host candidate with another address and port; nothing for candidates of other kinds.
 * Grammar: RFC 8839 §5.1, `candidate:foundation component transport priority address port typ type …`.
 */
export function rewriteCandidate(candidate, to, onReal) {
  const words = candidate.split(' ');
  const ofNetwork = /^[\d.]+$/.test(words[4] ?? '') && !words[4].startsWith('127.');
  // Component 2 is RTCP on a port of its own, which nobody uses: all ends multiplex (RFC 5761).
  const usable = words[1] === '1' && words[2]?.toLowerCase() === 'udp' && words[7] === 'host' && ofNetwork;
  if (!usable) return undefined;
  onReal(words[4], Number(words[5]));
  words[4] = to.address;
  words[5] = String(to.port);
  return words.join(' ');
}
