import type { EventType, Location, RtcEvent } from '../../model/event.js';
import { candidateOf, excerptOf, memberOf, sdpTypeOf, stateOf } from './update-values.js';

/** One entry of a connection's updateLog; `value` may be cut. */
export interface UpdateEntry {
  readonly type: string;
  readonly value: string;
  readonly at: Location;
}

type Fields = Record<string, string | number | boolean>;
type Draft = Omit<RtcEvent, 'time' | 'connection'> & { readonly fields: Fields };

/** Entry types (lower case, without `on`, in the spelling of either age) → the event whose `to` they carry. */
const STATES: ReadonlyMap<string, EventType> = new Map([
  ['signalingstatechange', 'signaling.state'],
  ['icegatheringstatechange', 'ice.gathering'],
  ['iceconnectionstatechange', 'ice.state'],
  ['legacyiceconnectionstatechange', 'ice.state'],
  ['connectionstatechange', 'pc.state'],
]);

const STEPS: ReadonlyMap<string, string> = new Map([
  ['createoffer', 'create-offer'],
  ['createanswer', 'create-answer'],
  ['setlocaldescription', 'set-local'],
  ['setremotedescription', 'set-remote'],
  ['addicecandidate', 'add-candidate'],
]);

/** Turns the updateLog of one connection into events, in the order of the log. */
export class UpdateLog {
  private readonly states = new Map<EventType, string>();
  /** Steps whose session description is known only when they succeed. */
  private readonly implicit = new Map<string, Fields>();

  /** @returns the event of an entry, without its time; undefined for entries that say nothing of the call. */
  take(entry: UpdateEntry): Draft | undefined {
    const name = entry.type.toLowerCase().replace(/^on(?=[a-z])/, '');
    const state = STATES.get(name);
    if (state !== undefined) return this.state(state, entry);
    const match =
      /^(createoffer|createanswer|setlocaldescription|setremotedescription|addicecandidate)(onsuccess|onfailure|failed)?$/.exec(
        name,
      );
    if (match !== null) return this.negotiation(match[1] ?? '', match[2], entry);
    switch (name) {
      case 'icecandidate':
        return candidate('local', entry);
      case 'icecandidateerror':
        return draft('ice.error', entry, iceError(entry.value));
      case 'restartice':
        return draft('ice.restart', entry, {});
      case 'close':
        return draft('connection.close', entry, {});
      default:
        return undefined;
    }
  }

  /** The legacy entry repeats the standard one, and alone reaches `completed`: a repeated state is left out. */
  private state(type: EventType, entry: UpdateEntry): Draft | undefined {
    const to = stateOf(entry.value);
    if (to === undefined || (type === 'ice.state' && this.states.get(type) === to)) return undefined;
    this.states.set(type, to);
    return draft(type, entry, { to });
  }

  private negotiation(call: string, outcome: string | undefined, entry: UpdateEntry): Draft | undefined {
    const step = STEPS.get(call) ?? call;
    if (outcome === 'onfailure' || outcome === 'failed') {
      const error = entry.value.replace(/\s+/g, ' ').trim().slice(0, 200);
      return draft('negotiation', entry, { step, failed: true, ...(error === '' ? {} : { error }) });
    }
    if (step === 'add-candidate') return outcome === undefined ? candidate('remote', entry) : undefined;
    const sdp = sdpTypeOf(entry.value);
    if (outcome === 'onsuccess') {
      const open = this.implicit.get(step);
      if (open !== undefined && sdp !== undefined) open.sdp = sdp;
      this.implicit.delete(step);
      return undefined;
    }
    const made = step === 'create-offer' ? 'offer' : step === 'create-answer' ? 'answer' : sdp;
    const fields: Fields = { step, ...(made === undefined ? {} : { sdp: made }) };
    if (made === undefined) this.implicit.set(step, fields);
    return draft('negotiation', entry, fields);
  }
}

function candidate(side: 'local' | 'remote', entry: UpdateEntry): Draft | undefined {
  const found = candidateOf(entry.value);
  return found === undefined ? undefined : draft('ice.candidate', entry, { side, ...found });
}

function iceError(value: string): Fields {
  const fields: Fields = {};
  const code = Number(memberOf(value, 'error_code') ?? memberOf(value, 'errorCode'));
  if (Number.isFinite(code)) fields.code = code;
  const text = memberOf(value, 'error_text') ?? memberOf(value, 'errorText');
  if (text !== undefined) fields.text = text.slice(0, 200);
  const url = memberOf(value, 'url');
  if (url !== undefined) fields.url = url.slice(0, 200);
  return fields;
}

function draft(type: EventType, entry: UpdateEntry, fields: Fields): Draft {
  return { type, fields, at: entry.at, excerpt: excerptOf(entry.type, entry.value) };
}
