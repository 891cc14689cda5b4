// What the pages say during a call, and who waits for it.

const STEP_TIMEOUT_MS = 30_000;

export class Reports {
  /** @type {{ts: number, role: string, name: string, data: unknown}[]} */
  events = [];
  #waiting = new Map();

  /** @param {string[]} ends */
  constructor(ends) {
    /** Statistics of each end, `{ts, stats}` once a second; with several connections in a page also `pc`, the other end. */
    this.lines = Object.fromEntries(ends.map((end) => [end, []]));
    /** What the probes of each end noted, see page/probe-worker.js. */
    this.probes = Object.fromEntries(ends.map((end) => [end, []]));
  }

  take(role, message) {
    if (message.type === 'event') this.events.push({ ts: message.ts, role, name: message.name, data: message.data });
    else if (message.type === 'stats') this.lines[role].push(message.line);
    else if (message.type === 'probe') this.probes[role].push(message);
    else this.#waiting.get(`${role} ${message.type}`)?.();
  }

  /** Resolves when each of the ends has said so; rejects when one does not in time. */
  until(type, ends = Object.keys(this.lines)) {
    const one = (role) => {
      const { promise, resolve, reject } = withResolvers();
      this.#waiting.set(`${role} ${type}`, resolve);
      const late = () => reject(new Error(`End ${role} did not report "${type}" in time.`));
      const timer = setTimeout(late, STEP_TIMEOUT_MS);
      return promise.finally(() => clearTimeout(timer));
    };
    return Promise.all(ends.map(one));
  }
}

/** As `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers() {
  let resolve;
  let reject;
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
