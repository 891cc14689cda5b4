import type { Episode, RuleFinding, Severity } from '../model/finding.js';
import { HALF, measuredCondition, type Thresholds } from './compile.js';
import { measuredUnit } from './convert.js';
import type { Episodes } from './episodes.js';
import { compare } from './limit.js';
import type { Rule, SeverityStep } from './rule.js';

/** The episodes of a rule on one subject as findings: severity, measured value, how often and how long in all. */
export function toFindings(rule: Rule, thresholds: Thresholds, { episodes, count, totalMs }: Episodes): RuleFinding[] {
  const unit = measuredUnit(rule.measure.of, rule.measure.aggregate);
  const threshold = shownThreshold(rule, thresholds);
  return episodes.map((episode) => ({
    rule: rule.id,
    symptom: rule.symptom,
    severity: gradeEpisode(rule.severity, episode, thresholds),
    episode,
    measured: { signal: rule.measure.of, value: episode.worst, unit, threshold },
    count,
    totalMs,
  }));
}

/** The first step of the ladder that holds. */
function gradeEpisode(ladder: readonly SeverityStep[], episode: Episode, thresholds: Thresholds): Severity {
  const step = ladder.find((candidate) => holds(candidate, episode, thresholds));
  if (step === undefined) throw new Error('No severity step holds; the last step must have no condition.');
  return step.level;
}

function holds(step: SeverityStep, episode: Episode, thresholds: Thresholds): boolean {
  const { worstAtLeast, worstAtMost, lastsAtLeast, totalAtLeast } = step;
  const limit = (name: string) => thresholds[name] ?? Number.NaN;
  if (worstAtLeast !== undefined && !compare(episode.worst, 'at-least', limit(worstAtLeast))) return false;
  if (worstAtMost !== undefined && !compare(episode.worst, 'at-most', limit(worstAtMost))) return false;
  if (lastsAtLeast !== undefined && episode.end - episode.start < lastsAtLeast) return false;
  return totalAtLeast === undefined || episode.totalMs >= totalAtLeast;
}

/** The limit to show beside the value: for a share of time the share, not the level the signal was compared with. */
function shownThreshold({ measure, when }: Rule, thresholds: Thresholds): number {
  if (measure.aggregate === 'share-above') {
    const share = measuredCondition(when, measure.of)?.share;
    return share === undefined ? HALF : (thresholds[share] ?? HALF);
  }
  return thresholds[measure.threshold] ?? 0;
}
