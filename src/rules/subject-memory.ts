import { Guards } from './guards.js';
import type { Plan } from './plan.js';
import { RecentTicks } from './recent-ticks.js';
import { Windows } from './windows.js';

/** Kept for each kind of subject: a connection has a few tracks of one kind, and the next one needs as many. */
const MOST_SPARES = 16;

/**
 * What serves to judge the ticks of one subject while they come: some tens of arrays. A log of a thousand short calls has
 * ten thousand subjects one after the other, so that what one has let go of is handed to the next.
 */
export class SubjectMemory {
  readonly recent: RecentTicks;
  readonly windows: Windows;
  readonly guards: Guards;

  private constructor({ windows, columns, guards }: MemoryPlan, seen: Uint8Array) {
    this.recent = new RecentTicks(columns);
    this.windows = new Windows(windows, this.recent, seen);
    this.guards = new Guards(guards);
  }

  /** One that remembers nothing. @param seen see `Windows` */
  static of(plan: Plan, seen: Uint8Array): SubjectMemory {
    const spare = plan.spares.pop();
    if (spare === undefined) {
      const { columns, guards } = plan.layout();
      return new SubjectMemory({ windows: plan.windows, columns: columns.length, guards }, seen);
    }
    spare.recent.reset();
    spare.windows.reset(seen);
    spare.guards.reset();
    return spare;
  }

  /** To be called when nothing of it is needed any more. */
  giveBack(plan: Plan): void {
    if (plan.spares.length < MOST_SPARES) plan.spares.push(this);
  }
}

interface MemoryPlan {
  readonly windows: Plan['windows'];
  /** Number of columns. */
  readonly columns: number;
  readonly guards: ConstructorParameters<typeof Guards>[0];
}
