import type { MediaKind } from '../../model/call.js';
import type { Interval } from '../interval.js';
import type { Tick } from '../tick.js';

/** What SDKs print of one remote stream; the reader has brought the units to those of the metric catalogue. */
export function deriveSdkRemote(remote: Interval<'sdk-remote'>, tick: Tick, media: MediaKind): void {
  tick.set(media === 'audio' ? 'sdk-freeze-rate-audio' : 'sdk-freeze-rate-video', remote.gauge('freezeRate'));
  tick.set('sdk-end-to-end-delay', 1000 * remote.gauge('endToEndDelay'));
  tick.set('sdk-jitter-buffer-delay', 1000 * remote.gauge('jitterBufferDelay'));
  tick.set('sdk-inbound-loss', remote.gauge('lossRate'));
  if (media === 'video') tick.set('sdk-rendered-frame-rate', remote.gauge('renderedFrameRate'));
}

/** What SDKs print of the session as a whole. */
export function deriveSdkCall(call: Interval<'sdk-call'>, tick: Tick): void {
  tick.set('sdk-round-trip-time', 1000 * call.gauge('roundTripTime'));
  tick.set('sdk-sent-loss', call.gauge('sentLossRate'));
  tick.set('sdk-received-loss', call.gauge('receivedLossRate'));
  tick.set('sdk-app-cpu', call.gauge('appCpu'));
  tick.set('sdk-total-cpu', call.gauge('totalCpu'));
}
