import type { Localized } from './finding.js';

/** The budgets that a scenario may set and rules may name, with their units. */
export const BUDGETS = {
  /** Join call or first negotiation step to connected. */
  'connect-time': 'ms',
  /** Mouth to ear, one way: noticeable, and too much to talk. */
  'one-way-delay': 'ms',
  'one-way-delay-severe': 'ms',
  /** Share of time that the picture may stand still. */
  'stall-ratio': 'ratio',
  /** Share of audible concealed audio. */
  'audible-concealment': 'ratio',
} as const;
export type BudgetId = keyof typeof BUDGETS;

/** A kind of application, with what its users feel (rules/scenarios.yaml). */
export interface Scenario {
  readonly id: string;
  readonly title: Localized;
  readonly description: Localized;
  /** Symptoms in the order in which this scenario's users mind them. */
  readonly emphasis: readonly string[];
  readonly budgets: Readonly<Partial<Record<BudgetId, { readonly value: number; readonly source: string }>>>;
}
