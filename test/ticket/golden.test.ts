import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/locale/locale.js';
import { loadSupport } from '../../src/support/load.js';
import { redaction } from '../../src/ticket/redaction.js';
import { ticketMarkdown } from '../../src/ticket/ticket-markdown.js';
import type { FieldId } from '../../src/ticket/vendor.js';
import { ticketOf } from './support.js';

/** Read the golden tickets as a vendor's support would; `npx vitest run test/ticket -u` renews them. */
const given = new Map<FieldId, string>([
  ['complaint', 'The picture stood still, then I heard nobody.'],
  ['steps', '1. Open the application\n2. Call Bob\n3. Wait a minute'],
  ['frequency', '3 of 10 calls'],
]);

const TICKETS = {
  'agora-native': { paths: ['fixtures/agora-native/v4-slow-join-freeze-reconnect.log'], given },
  'agora-web-kept': {
    paths: ['fixtures/agora-web/reconnect-raw.log'],
    redaction: () => redaction(['appid', 'channel', 'uid']),
  },
  'webrtc-internals-contract': {
    paths: ['fixtures/webrtc-internals/outage2s.json.gz'],
    contract: { support: loadSupport(), tier: 'professional' },
    filedAt: '2026-11-23T09:00:00+08:00',
  },
  'two-ends': { paths: ['fixtures/rtcstats/loss20-A.rtcstats.gz', 'fixtures/rtcstats/loss20-B.rtcstats.gz'] },
  declined: { paths: ['fixtures/declined/volcengine.log', 'fixtures/declined/agora-encrypted.log'] },
};

describe.each(LANGUAGES)('tickets in %s', (language) => {
  for (const [name, { paths, ...options }] of Object.entries(TICKETS)) {
    it(`tells ${name}`, async () => {
      const own = 'redaction' in options ? { ...options, redaction: options.redaction() } : options;
      const { ticket } = await ticketOf(paths, { ...own, language });
      await expect(ticketMarkdown(ticket)).toMatchFileSnapshot(`golden/${name}.${language}.md`);
    });
  }
});
