import type { RtcEvent } from '../model/event.js';

/**
 * What the log says of echo cancellation and of the output route. NaN = it does not say. Software and hardware
 * cancellers are told apart: the one being off means nothing while the other is on.
 */
export class EchoState {
  readonly #enabled = new Map<string, boolean>();
  #route = Number.NaN;

  /**
   * Takes an event; returns true when it said something. Lines of a native SDK before the join configure what the join
   * overrides, so they count only while joined; a request of a web page counts whenever it is made.
   * @param call asked only for the few events that it matters to: a call may have thousands of connections
   */
  take(event: RtcEvent, call: { readonly joined: boolean }): boolean {
    const { type, fields } = event;
    if (type === 'audio.route' && typeof fields.route === 'string') {
      this.#route = fields.route === 'speaker' ? 1 : fields.route === 'other' ? Number.NaN : 0;
      return true;
    }
    if (type === 'media.request' && typeof fields.echoCancellation === 'boolean') {
      this.#enabled.set('request', fields.echoCancellation);
      return true;
    }
    if (type !== 'aec' || typeof fields.enabled !== 'boolean') return false;
    const origin = String(fields.origin ?? 'software');
    if (origin !== 'request' && !call.joined) return false;
    this.#enabled.set(origin, fields.enabled);
    return true;
  }

  /** 1 = off, 0 = on, NaN = unknown. */
  get cancellationOff(): number {
    if (this.#enabled.size === 0) return Number.NaN;
    return [...this.#enabled.values()].some((enabled) => enabled) ? 0 : 1;
  }

  /** 1 = loudspeaker, 0 = headset or earpiece, NaN = unknown. */
  get loudspeaker(): number {
    return this.#route;
  }
}
