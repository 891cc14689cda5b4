// Serves the peer page and carries messages between the two pages. Listens on loopback only.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const PAGE = {
  '/': [new URL('./page/peer.html', import.meta.url), 'text/html'],
  '/peer.js': [new URL('./page/peer.js', import.meta.url), 'text/javascript'],
  '/probe.js': [new URL('./page/probe.js', import.meta.url), 'text/javascript'],
  '/probe-worker.js': [new URL('./page/probe-worker.js', import.meta.url), 'text/javascript'],
  '/mark.js': [new URL('./page/mark.js', import.meta.url), 'text/javascript'],
  '/sound-features.js': [new URL('./page/sound-features.js', import.meta.url), 'text/javascript'],
};

/**
 * @param {object} options
 * @param {number} [options.delay] ms that every message between the ends waits
 * @param {number} [options.candidateDelay] ms that only candidates wait
 * @param {(role: 'A'|'B', candidate: string) => string | undefined} options.rewrite a candidate as the other end is to see it
 * @param {(role: 'A'|'B', message: object) => void} options.onMessage everything else that a page says
 */
export async function startSignalling({ delay = 0, candidateDelay = 0, rewrite, onMessage }) {
  const sockets = {};
  const server = createServer(async (request, response) => {
    const [file, type] = PAGE[new URL(request.url, 'http://localhost').pathname] ?? [];
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(await readFile(file));
  });
  const wss = new WebSocketServer({ server });
  const tell = (role, message) => sockets[role]?.readyState === 1 && sockets[role].send(JSON.stringify(message));

  const forward = (role, message) => {
    const other = role === 'A' ? 'B' : 'A';
    if (message.type === 'sdp')
      return setTimeout(tell, delay, other, { ...message, sdp: withoutCandidates(message.sdp) });
    const candidate = rewrite(role, message.candidate);
    if (candidate) setTimeout(tell, Math.max(delay, candidateDelay), other, { ...message, candidate });
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
function withoutCandidates({ type, sdp }) {
  const kept = sdp.split('\r\n').filter((line) => !/^a=(candidate:|end-of-candidates)/.test(line));
  return { type, sdp: kept.join('\r\n') };
}

/**
 * A host candidate with another address and port; nothing for candidates of other kinds.
 * Grammar: RFC 8839 §5.1, `candidate:foundation component transport priority address port typ type …`.
 */
export function rewriteCandidate(candidate, to, onReal) {
  const words = candidate.split(' ');
  const usable = words[2]?.toLowerCase() === 'udp' && words[7] === 'host' && /^[\d.]+$/.test(words[4] ?? '');
  if (!usable) return undefined;
  onReal(words[4], Number(words[5]));
  words[4] = to.address;
  words[5] = String(to.port);
  return words.join(' ');
}
