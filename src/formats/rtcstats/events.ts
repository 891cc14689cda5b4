import type { EventType } from '../../model/event.js';
import { parseJson } from '../stats/json-text.js';
import { toReading } from '../stats/number.js';
import { isObject, textOf } from '../stats/raw.js';
import { candidateFields } from './candidate.js';
import { deniedFields, grantedFields, requestFields } from './media.js';

export type Fields = Record<string, string | number | boolean>;

/** An event as far as one log entry tells it. */
export interface Told {
  readonly type: EventType;
  readonly fields: Fields;
}

/** What is remembered of a connection between its entries. */
export interface ConnectionState {
  /** Last signalling state, from which an SDP that the log leaves out can be told: offer or answer. */
  signaling: string;
}

/** Turns one entry's payload into events. */
type Teller = (payload: unknown, state: ConnectionState) => Told[];

/** W3C state names; anything else is damage. */
const STATE = /^[a-z][a-z-]{1,30}$/;
const LONGEST_TEXT = 200;

/** A state as it is printed: bare, or as JSON within a string. */
function stateOf(payload: unknown): string | undefined {
  if (typeof payload !== 'string') return undefined;
  const state = payload.startsWith('"') ? parseJson(payload) : payload;
  return typeof state === 'string' && STATE.test(state) ? state : undefined;
}

function state(type: EventType): Teller {
  return (payload) => {
    const to = stateOf(payload);
    return to === undefined ? [] : [{ type, fields: { to } }];
  };
}

function signaling(payload: unknown, connection: ConnectionState): Told[] {
  const to = stateOf(payload);
  if (to === undefined) return [];
  connection.signaling = to;
  return [{ type: 'signaling.state', fields: { to } }];
}

function created(step: 'create-offer' | 'create-answer'): Teller {
  return (payload) => {
    const told: Told[] = [{ type: 'negotiation', fields: { step } }];
    if (isObject(payload) && payload.iceRestart === true) told.push({ type: 'ice.restart', fields: {} });
    return told;
  };
}

/** The description's type; where the log leaves the SDP out, what JSEP allows in the signalling state. */
function described(step: 'set-local' | 'set-remote'): Teller {
  const pending = step === 'set-local' ? 'have-remote-offer' : 'have-local-offer';
  return (payload, connection) => {
    const printed = isObject(payload) ? payload.type : undefined;
    const sdp =
      printed === 'offer' || printed === 'answer' ? printed : connection.signaling === pending ? 'answer' : 'offer';
    return [{ type: 'negotiation', fields: { step, sdp } }];
  };
}

function failed(step: string): Teller {
  return (payload) => {
    const { error, message } = deniedFields(payload);
    const text = [error, message].filter((part) => part !== undefined).join(': ');
    const fields: Fields = { step, failed: true };
    if (text.length > 0) fields.error = text;
    return [{ type: 'negotiation', fields }];
  };
}

function candidate(side: 'local' | 'remote'): Teller {
  return (payload) => {
    const fields = candidateFields(payload, side);
    return fields === undefined ? [] : [{ type: 'ice.candidate', fields }];
  };
}

function candidateError(payload: unknown): Told[] {
  const error = typeof payload === 'string' ? parseJson(payload) : payload;
  if (!isObject(error)) return [];
  const fields: Fields = {};
  const code = toReading(error.errorCode ?? error.error_code);
  if (code !== undefined) fields.code = code;
  const text = textOf(error, 'errorText') ?? textOf(error, 'error_text');
  if (text !== undefined) fields.text = text.slice(0, LONGEST_TEXT);
  const url = textOf(error, 'url');
  if (url !== undefined) fields.url = url.slice(0, LONGEST_TEXT);
  return [{ type: 'ice.error', fields }];
}

function request(display: boolean): Teller {
  return (payload) => {
    const fields = requestFields(payload, display);
    const told: Told[] = [{ type: 'media.request', fields }];
    if (fields.echoCancellation !== undefined && !display)
      told.push({ type: 'aec', fields: { enabled: fields.echoCancellation, origin: 'request' } });
    return told;
  };
}

function granted(payload: unknown): Told[] {
  return [{ type: 'media.granted', fields: grantedFields(payload) }];
}

function denied(payload: unknown): Told[] {
  return [{ type: 'media.denied', fields: deniedFields(payload) }];
}

/** Entries that belong to a connection. `create`, `constraints` and `getStats` have their own handling. */
export const CONNECTION_EVENTS: ReadonlyMap<string, Teller> = new Map<string, Teller>([
  ['createOffer', created('create-offer')],
  ['createOfferOnFailure', failed('create-offer')],
  ['createAnswer', created('create-answer')],
  ['createAnswerOnFailure', failed('create-answer')],
  ['setLocalDescription', described('set-local')],
  ['setLocalDescriptionOnFailure', failed('set-local')],
  ['setRemoteDescription', described('set-remote')],
  ['setRemoteDescriptionOnFailure', failed('set-remote')],
  ['onicecandidate', candidate('local')],
  ['addIceCandidate', candidate('remote')],
  ['addIceCandidateOnFailure', failed('add-candidate')],
  ['onicecandidateerror', candidateError],
  ['restartIce', () => [{ type: 'ice.restart', fields: {} }]],
  ['onsignalingstatechange', signaling],
  ['onicegatheringstatechange', state('ice.gathering')],
  ['oniceconnectionstatechange', state('ice.state')],
  ['ondtlsstatechange', state('dtls.state')],
  ['onconnectionstatechange', state('pc.state')],
  ['close', () => [{ type: 'connection.close', fields: { reason: 'close' } }]],
]);

/** Entries of the page; what stands in the place of the connection id is no connection. */
export const PAGE_EVENTS: ReadonlyMap<string, Teller> = new Map<string, Teller>(
  ['navigator.mediaDevices.getUserMedia', 'navigator.getUserMedia', 'getUserMedia']
    .flatMap((name): [string, Teller][] => [
      [name, request(false)],
      [`${name}OnSuccess`, granted],
      [`${name}OnFailure`, denied],
    ])
    .concat([
      ['navigator.mediaDevices.getDisplayMedia', request(true)],
      ['navigator.mediaDevices.getDisplayMediaOnSuccess', granted],
      ['navigator.mediaDevices.getDisplayMediaOnFailure', denied],
    ]),
);

/** Event types that these logs can show. */
export const OBSERVED: readonly EventType[] = [
  'environment',
  'connection.create',
  'connection.close',
  'negotiation',
  'signaling.state',
  'ice.gathering',
  'ice.state',
  'dtls.state',
  'pc.state',
  'ice.candidate',
  'ice.error',
  'ice.restart',
  'media.request',
  'media.granted',
  'media.denied',
  'aec',
];
