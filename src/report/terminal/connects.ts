import { NO_VALUE } from '../../locale/values.js';
import type { ResultCall, ResultConnection } from '../../model/result.js';
import { callName } from '../names.js';
import { plainText } from '../plain-text.js';
import { connectTexts } from '../wording.js';
import type { Context } from './context.js';

const MOST_CONNECTIONS = 10;

/** How the connections came up: failed attempts and slow ones first. */
export function connects(context: Context): void {
  const { result, locale, page } = context;
  const { report } = locale.text;
  const all = result.calls.flatMap((call) => call.connections.map((connection) => ({ call, connection })));
  if (all.length === 0) return;
  page.section(report.headings.connect);
  const used = all
    .filter(({ connection: { connect } }) => connect.outcome !== 'unused' && isTelling(connect))
    .sort((a, b) => slowness(b.connection.connect) - slowness(a.connection.connect));
  if (used.length === 0) page.text(report.noConnects);
  else connectTable(used, context);
  const unused = all.filter(({ connection }) => connection.connect.outcome === 'unused').length;
  if (unused > 0) page.text(report.unusedConnections(unused), 0, 0, context.colors.dim);
}

interface CallConnection {
  readonly call: ResultCall;
  readonly connection: ResultConnection;
}

function connectTable(used: readonly CallConnection[], { result, locale, page, colors }: Context): void {
  const { report } = locale.text;
  const { connection: name, result: outcome, total, parts } = report.columns;
  const rows = used.slice(0, MOST_CONNECTIONS).map(({ call, connection }) => {
    const texts = connectTexts(connection, locale);
    const id = result.calls.length > 1 ? `${callName(call.id, result)} / ${connection.id}` : connection.id;
    return [
      { text: plainText(id) },
      { text: texts.outcome, ...(connection.connect.outcome === 'failed' && { paint: colors.outcome.fired }) },
      { text: texts.total },
      { text: texts.parts.join(report.listSeparator) || NO_VALUE },
    ];
  });
  page.table(
    [name, outcome, total, parts].map((text) => ({ text, paint: colors.dim })),
    rows,
  );
  if (used.length > MOST_CONNECTIONS) page.text(report.more(used.length - MOST_CONNECTIONS), 0, 0, colors.dim);
}

/** False for a connection of which the log shows nothing but that it existed. */
function isTelling({ outcome, totalMs, spans }: ResultConnection['connect']): boolean {
  return outcome !== 'unknown' || totalMs !== null || spans.length > 0;
}

/** Failed attempts first, then by time taken. */
function slowness(connect: { readonly outcome: string; readonly totalMs: number | null }): number {
  return connect.outcome === 'failed' || connect.outcome === 'unfinished' ? Number.MAX_VALUE : (connect.totalMs ?? -1);
}
