import { CODE_FIELD, FIELDS_OF_KNOWN_CODES } from '../model/code.js';
import { EVENT_FIELDS, type EventType } from '../model/event.js';

/** The fields that conditions can look at: those of the log, and what is known of the event's code. */
export function fieldsOf(type: EventType): readonly string[] {
  return Object.hasOwn(CODE_FIELD, type) ? [...EVENT_FIELDS[type], ...FIELDS_OF_KNOWN_CODES] : EVENT_FIELDS[type];
}
