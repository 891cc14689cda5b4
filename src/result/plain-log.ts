import type { Episodes } from '../rules/episodes.js';
import type { JudgedSubject } from '../rules/evaluation.js';
import type { RunResult } from '../rules/rule-run.js';
import type { ReadLog } from './read-log.js';

/**
 * The log as data that can leave its thread: proofs are put into words when somebody asks for them, and what crosses a
 * border between threads is copied without a question.
 */
export function plainLog(log: ReadLog): ReadLog {
  return log.judged === undefined ? log : { ...log, judged: log.judged.map(plainSubject) };
}

function plainSubject({ subject, runs }: JudgedSubject): JudgedSubject {
  return { subject, runs: runs.map(plainRun) };
}

function plainRun(run: RunResult): RunResult {
  return run.episodes.episodes.length === 0 ? run : { ...run, episodes: plainEpisodes(run.episodes) };
}

function plainEpisodes(all: Episodes): Episodes {
  const episodes = all.episodes.map((episode) => ({
    ...episode,
    evidence: episode.evidence.map((proof) => ({ ...proof, excerpt: proof.excerpt })),
  }));
  return { ...all, episodes };
}
