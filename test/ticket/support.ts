import { resolve } from 'node:path';
import type { Language } from '../../src/locale/locale.js';
import { inferVendor } from '../../src/ticket/choose-vendor.js';
import { type Gathered, gatherTicket, type TicketOptions } from '../../src/ticket/gather.js';
import { loadVendors } from '../../src/ticket/load-vendors.js';
import { redaction } from '../../src/ticket/redaction.js';
import { triage } from '../../src/triage.js';

/** The project's folder: paths of fixtures are told from it, so that tickets are the same everywhere. */
export const ROOT = resolve(import.meta.dirname, '../..');
export const VENDORS = loadVendors();

/** Makes a ticket as the command does: triage, then gather, redacted unless told otherwise. */
export async function ticketOf(
  paths: readonly string[],
  options: Partial<TicketOptions> & { readonly language?: Language; readonly cwd?: string } = {},
): Promise<Gathered> {
  const { language = 'en', cwd = ROOT, ...rest } = options;
  const result = await triage(paths, { language, cwd });
  return gatherTicket(result, {
    paths,
    input: { cwd },
    vendor: inferVendor(result, VENDORS),
    redaction: redaction([]),
    given: new Map(),
    bundle: 'none',
    ...rest,
  });
}
