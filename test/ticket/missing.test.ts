import { describe, expect, it } from 'vitest';
import { loadSupport } from '../../src/support/load.js';
import type { TicketField } from '../../src/ticket/fields.js';
import { NO_REDACTION, redaction } from '../../src/ticket/redaction.js';
import { ticketMarkdown } from '../../src/ticket/ticket-markdown.js';
import type { FieldId } from '../../src/ticket/vendor.js';
import { folderWith } from '../support/folder.js';
import { ticketOf, VENDORS } from './support.js';

const NATIVE = ['fixtures/agora-native/v4-slow-join-freeze-reconnect.log'];
const DUMP = ['fixtures/webrtc-internals/outage2s.json.gz'];

const inState = (fields: readonly TicketField[], state: TicketField['state']): readonly FieldId[] =>
  fields.filter((field) => field.state === state).map(({ field }) => field.id);

describe('what a ticket still lacks', () => {
  it('is what the log does not show', async () => {
    const { ticket } = await ticketOf(NATIVE, { redaction: NO_REDACTION });
    expect(inState(ticket.fields, 'known')).toEqual(['sdk', 'channel', 'uid', 'remote-uid', 'time']);
    expect(inState(ticket.fields, 'missing')).toEqual([
      'complaint',
      'platform',
      'device',
      'network',
      'app-id',
      'call-id',
      'far-log',
      'steps',
      'frequency',
      'tried',
    ]);
  });

  it('shrinks by what the user gives, which counts more than the log', async () => {
    const given = new Map<FieldId, string>([
      ['network', 'Wi-Fi, then mobile'],
      ['uid', '42'],
      ['tried', 'another phone: the same'],
    ]);
    const { ticket } = await ticketOf(NATIVE, { redaction: NO_REDACTION, given });
    expect(inState(ticket.fields, 'missing')).not.toContain('network');
    const uid = ticket.fields.find(({ field }) => field.id === 'uid');
    expect(uid).toMatchObject({ state: 'known', value: '42', from: { kind: 'given' } });
    const text = ticketMarkdown(ticket);
    expect(text).toContain('**What was tried**: another phone: the same');
  });

  it('says with which option hidden identifiers are shown', async () => {
    const { ticket } = await ticketOf(NATIVE);
    expect(inState(ticket.fields, 'hidden')).toEqual(['channel', 'uid', 'remote-uid']);
    expect(ticketMarkdown(ticket)).toContain('`--keep channel,uid`');
    const kept = await ticketOf(NATIVE, { redaction: redaction(['channel', 'uid']) });
    expect(inState(kept.ticket.fields, 'hidden')).toEqual([]);
    expect(ticketMarkdown(kept.ticket)).toContain('`1000001`');
  });

  it('counts the kind of a device, and a time without its zone, as not enough', async () => {
    const { ticket } = await ticketOf(DUMP);
    const device = ticket.fields.find(({ field }) => field.id === 'device');
    expect(device).toMatchObject({ state: 'missing', value: 'desktop' });
    const local = await ticketOf(['fixtures/agora-native/v4-bad-token.log']);
    const time = local.ticket.fields.find(({ field }) => field.id === 'time');
    expect(time?.state).toBe('missing');
    expect(time?.value).toContain('local time of the device');
  });

  it('does not ask for the log of the other side when it is there', async () => {
    const both = ['fixtures/rtcstats/loss20-A.rtcstats.gz', 'fixtures/rtcstats/loss20-B.rtcstats.gz'];
    const { ticket } = await ticketOf(both);
    expect(inState(ticket.fields, 'missing')).not.toContain('far-log');
  });

  it('names a browser as the SDK of a WebRTC ticket, and not as that of a vendor', async () => {
    const generic = await ticketOf(DUMP);
    expect(inState(generic.ticket.fields, 'missing')).not.toContain('sdk');
    const livekit = VENDORS.find(({ id }) => id === 'livekit');
    if (livekit === undefined) throw new Error('livekit is a vendor');
    const other = await ticketOf(DUMP, { vendor: livekit });
    expect(inState(other.ticket.fields, 'missing')).toContain('sdk');
  });
});

describe('a log without a clock', () => {
  const log = [
    'RTCEngine.ts:317 primary PC state changed connected',
    'RTCEngine.ts:317 primary PC state changed disconnected',
    'RTCEngine.ts:317 primary PC state changed failed',
    'RTCEngine.ts:714 reconnecting in 0ms',
    'Room.ts:1401 room event reconnecting {event: "reconnecting", args: Array(0)}',
  ].join('\n');

  it('is given no time: the ticket asks for it, and no deadline counts from 1970', async () => {
    const cwd = folderWith({ 'console.log': log });
    const { ticket } = await ticketOf(['console.log'], { cwd, input: { cwd } });
    expect(ticket.result.sources[0]).toMatchObject({ format: 'livekit-js', warnings: ['no-clock'], start: null });
    expect(inState(ticket.fields, 'missing')).toContain('time');
    expect(ticketMarkdown(ticket)).not.toContain('1970');
    expect(ticketMarkdown(ticket)).not.toContain('The zone of the device');
    const contract = { support: loadSupport(), tier: 'basic' };
    await expect(ticketOf(['console.log'], { cwd, input: { cwd }, contract })).rejects.toThrow(/--filed-at/);
  });
});
