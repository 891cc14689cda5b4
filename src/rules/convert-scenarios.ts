import type { Scenario } from '../model/scenario.js';
import type { RawScenarios } from './schema.js';

/** The content of rules/scenarios.yaml → scenarios. */
export function toScenarios(raw: RawScenarios): Scenario[] {
  return Object.entries(raw.scenarios).map(([id, { title, description, emphasis, budgets }]) => {
    const own: Record<string, { value: number; source: string }> = {};
    for (const [budget, limit] of Object.entries(budgets ?? {})) if (limit !== undefined) own[budget] = limit;
    return { id, title, description, emphasis, budgets: own };
  });
}
