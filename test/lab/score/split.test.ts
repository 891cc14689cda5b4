import { describe, expect, it } from 'vitest';
import { partOf } from './split.mjs';

const FIRST_IDS = Array.from({ length: 150 }, (_, index) => `c${String(index + 1).padStart(3, '0')}`);

/** Worked out once, apart from the program, and never to be renewed. */
const SCORED = `
  005 009 010 014 015 021 022 026 027 028 030 032 033 036 040 041 042 043 044 046 047 049 051 052 053
  054 058 061 062 064 065 066 068 071 076 079 081 082 085 086 087 088 089 090 091 096 100 101 104 105
  106 107 110 112 113 117 120 121 122 123 126 130 131 133 135 138 139 140 142 143 147 149`;

describe('the split of the corpus', () => {
  it('never changes', () => {
    const scored = FIRST_IDS.filter((id) => partOf(id) === 'scored');
    expect(scored).toEqual(
      SCORED.trim()
        .split(/\s+/)
        .map((number) => `c${number}`),
    );
  });

  it('puts about half of all ids into each part', () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `call ${index}`);
    const scored = ids.filter((id) => partOf(id) === 'scored').length;
    expect(scored).toBeGreaterThan(450);
    expect(scored).toBeLessThan(550);
  });
});
