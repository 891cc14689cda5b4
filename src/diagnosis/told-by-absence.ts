import type { Subject } from '../model/call.js';
import { type RuleFinding, SEVERITIES } from '../model/finding.js';
import type { SignalId } from '../model/signal.js';
import type { Evaluation } from '../rules/evaluation.js';
import { keepFindings } from './kept-findings.js';

/** What measures how long nothing came: of one track, and of all that a connection receives. */
const ABSENCES: ReadonlySet<string> = new Set<SignalId>(['no-packets-for', 'nothing-received-for']);
/** At least this share of a finding lies in the absence: what was bad before and after is more than that. */
const MOST = 0.8;
/** An absence this long is no stutter any more, however a rule on stutter grades it, ms. Own judgement: a sentence. */
const LONG_MS = 4000;

/**
 * Where nothing came for long, the picture stood still and the voice was filled in as well. People call that silence or
 * an interruption, and one finding tells it. Takes out
 * - findings of stutter on received media that lie in a long absence, or one at least as bad as they are; a short gap,
 *   which no rule on absence finds worse, stays stutter,
 * - interruptions that a rule on silence explains: all stopped, but the path went on to answer.
 */
export function withoutToldByAbsence(evaluation: Evaluation): Evaluation {
  const absences = evaluation.findings.filter(({ measured }) => ABSENCES.has(measured.signal));
  if (absences.length === 0) return evaluation;
  // A log of many connections has many of both: only those of the same place are compared.
  const byPlace = new Map<string, RuleFinding[]>();
  for (const absence of absences) {
    const { subject } = absence.episode;
    const place = subject.track === undefined ? connectionKey(subject) : subject.key;
    const known = byPlace.get(place);
    if (known === undefined) byPlace.set(place, [absence]);
    else known.push(absence);
  }
  return keepFindings(evaluation, (finding) => {
    const { subject } = finding.episode;
    return ![subject.key, connectionKey(subject)].some((place) =>
      byPlace.get(place)?.some((absence) => isToldBy(finding, absence)),
    );
  });
}

function connectionKey({ source, call, connection }: Subject): string {
  return JSON.stringify(['connection', source, call, connection]);
}

/** Of an absence in the same place. */
function isToldBy(finding: RuleFinding, absence: RuleFinding): boolean {
  const { subject } = finding.episode;
  const isStutter = finding.rule.startsWith('stutter/') && subject.direction === 'inbound';
  // Silence over a path that answers is no interruption of it.
  const isInterruption =
    finding.rule.startsWith('interruption/') &&
    finding.measured.signal === absence.measured.signal &&
    absence.rule.startsWith('silence/');
  if (!isStutter && !isInterruption) return false;
  const isLong = absence.severity !== 'P3' && absence.episode.end - absence.episode.start >= LONG_MS;
  if (!isLong && SEVERITIES.indexOf(absence.severity) > SEVERITIES.indexOf(finding.severity)) return false;
  const shared =
    Math.min(finding.episode.end, absence.episode.end) - Math.max(finding.episode.start, absence.episode.start);
  return shared >= MOST * (finding.episode.end - finding.episode.start);
}
