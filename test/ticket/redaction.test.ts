import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/model/usage-error.js';
import { writeBundle } from '../../src/ticket/bundle.js';
import { NO_REDACTION, redaction, type TicketRedaction } from '../../src/ticket/redaction.js';
import { ROOT, ticketOf } from './support.js';

const TOKEN = '007eJxTYBCIsBM9k3aSK8eSHYrLWfg';

describe('the check of a finished text', () => {
  it('names the file and the kind of what is left, never the value', () => {
    const own = redaction([]);
    own.learn(`{"token":"${TOKEN}"}`);
    let message = '';
    try {
      own.check('excerpts/01-x.txt', `renewed ${TOKEN} at once`);
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      message = error instanceof Error ? error.message : '';
    }
    expect(message).toMatch(/nothing was written: excerpts\/01-x\.txt .*\(token\)/);
    expect(message).not.toContain(TOKEN);
  });

  it('lets a clean text go', () => {
    const own = redaction([]);
    expect(() => own.check('ticket.md', own.text(`{"token":"${TOKEN}"}`))).not.toThrow();
  });

  it.each(['ticket.md', 'triage.json', 'excerpts/01-interruption-sdk-reconnecting.txt', 'manifest.json'])(
    'is made of %s',
    async (wanted) => {
      const paths = ['fixtures/agora-native/v4-slow-join-freeze-reconnect.log'];
      const input = { cwd: ROOT };
      const gathered = await ticketOf(paths, { bundle: 'excerpts' });
      const leaky: TicketRedaction = {
        ...NO_REDACTION,
        check: (file) => {
          if (file === wanted) throw new UsageError(`stopped at ${file}`);
        },
      };
      const written = writeBundle(gathered, { paths, input, redaction: leaky, withLogs: false }, () => undefined);
      await expect(written).rejects.toThrow(`stopped at ${wanted}`);
    },
  );
});

describe('identifiers', () => {
  it('are replaced as what the vendor calls them, wherever they were found', () => {
    const own = redaction([]);
    const shown = own.identifier('lesson-9', 'channel');
    expect(shown).not.toBe('lesson-9');
    expect(own.text('joined "lesson-9" at last')).toBe(`joined "${shown}" at last`);
    expect(own.identifier('lesson-9', 'channel')).toBe(shown);
  });

  it('stay when their kind is kept, or nothing is redacted', () => {
    expect(redaction(['channel']).identifier('lesson-9', 'channel')).toBe('lesson-9');
    expect(NO_REDACTION.identifier('lesson-9', 'channel')).toBe('lesson-9');
  });
});
