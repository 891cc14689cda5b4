import { expect, it } from 'vitest';
import { isAtLeast, severityRank, severityWeight, worstSeverity } from '../../src/diagnosis/severity.js';

it('P0 is the worst', () => {
  expect(['P0', 'P1', 'P2', 'P3'] as const).toEqual(
    (['P3', 'P1', 'P0', 'P2'] as const).toSorted((a, b) => severityRank(a) - severityRank(b)),
  );
  expect(worstSeverity(['P2', 'P1', 'P3'])).toBe('P1');
  expect(worstSeverity([])).toBeUndefined();
  expect([isAtLeast('P1', 'P1'), isAtLeast('P0', 'P1'), isAtLeast('P2', 'P1')]).toEqual([true, true, false]);
  expect(severityWeight('P0')).toBe(2 * severityWeight('P1'));
});
