import type { MediaKind } from '../../model/call.js';
import { PLACES } from '../../model/metric.js';
import { SIGNAL_PLACES as AT } from '../../model/signal.js';
import type { Interval } from '../interval.js';
import type { Tick } from '../tick.js';

const REMOTE = PLACES['sdk-remote'];
const CALL = PLACES['sdk-call'];

/** What SDKs print of one remote stream; the reader has brought the units to those of the metric catalogue. */
export function deriveSdkRemote(remote: Interval<'sdk-remote'>, tick: Tick, media: MediaKind): void {
  tick.set(AT[media === 'audio' ? 'sdk-freeze-rate-audio' : 'sdk-freeze-rate-video'], remote.gauge(REMOTE.freezeRate));
  tick.set(AT['sdk-end-to-end-delay'], 1000 * remote.gauge(REMOTE.endToEndDelay));
  tick.set(AT['sdk-jitter-buffer-delay'], 1000 * remote.gauge(REMOTE.jitterBufferDelay));
  tick.set(AT['sdk-inbound-loss'], remote.gauge(REMOTE.lossRate));
  if (media === 'video') tick.set(AT['sdk-rendered-frame-rate'], remote.gauge(REMOTE.renderedFrameRate));
}

/** What SDKs print of the session as a whole. */
export function deriveSdkCall(call: Interval<'sdk-call'>, tick: Tick): void {
  tick.set(AT['sdk-round-trip-time'], 1000 * call.gauge(CALL.roundTripTime));
  tick.set(AT['sdk-sent-loss'], call.gauge(CALL.sentLossRate));
  tick.set(AT['sdk-received-loss'], call.gauge(CALL.receivedLossRate));
  tick.set(AT['sdk-app-cpu'], call.gauge(CALL.appCpu));
  tick.set(AT['sdk-total-cpu'], call.gauge(CALL.totalCpu));
}
