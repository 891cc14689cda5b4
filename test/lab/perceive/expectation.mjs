// The expectation of a call: what was noticed decides; what was planned names the causes and speaks where media cannot tell.
// Where plan and media disagree nobody knows: it counts neither way, and is written down for a person to look at.

/**
 * @param {{must?: {symptoms: string[], domains?: string[]}[] | string[][], may?: string[], domains?: string[]}} intended of the plan
 * @param {{observations: import('./symptoms.mjs').Observation[], unknown: string[]}} noticed
 * @param {number} onset epoch ms at which the plan's first fault begins, for what only the plan knows
 * @returns {{expect: {must: {symptoms: string[], onset: number, why: string}[], may: {symptom: string, why: string}[],
 *   domains: string[]}, surprises: string[]}} `surprises`: where plan and media differ, for a person to look at
 */
export function expectationOf(intended, { observations, unknown }, onset) {
  const planned = (intended.must ?? []).map((entry) => (Array.isArray(entry) ? entry : entry.symptoms));
  const demanded = merged(observations.filter(({ grade }) => grade === 'yes'));
  const expected = new Set([...planned.flat(), ...(intended.may ?? [])]);
  const isExpected = ({ symptoms }) => symptoms.some((symptom) => expected.has(symptom));
  const must = demanded.filter(isExpected);
  const unplanned = demanded.filter((entry) => !isExpected(entry));
  const surprises = unplanned.map(({ symptoms, why }) => `not intended: ${symptoms.join(' or ')}, ${why}`);
  const doubtful = unplanned.flatMap(({ symptoms, why }) =>
    symptoms.map((symptom) => ({ symptom, why: `not intended: ${why}` })),
  );
  for (const symptoms of planned) {
    if (must.some((entry) => entry.symptoms.some((symptom) => symptoms.includes(symptom)))) continue;
    if (symptoms.some((symptom) => unknown.includes(symptom)))
      must.push({ symptoms, onset: Math.round(onset), why: 'by the plan; the media cannot tell' });
    else {
      const why = `intended, but noticed: ${bestOf(observations, symptoms)}`;
      surprises.push(`${symptoms.join(' or ')} ${why}`);
      doubtful.push(...symptoms.map((symptom) => ({ symptom, why })));
    }
  }
  return {
    expect: {
      must,
      may: allowed(observations, intended, must, doubtful),
      domains: [...(intended.domains ?? [])],
    },
    surprises,
  };
}

/** Observations with the same symptoms are one demand, from the first on. */
function merged(observations) {
  const found = new Map();
  for (const { symptoms, onset, why } of [...observations].sort((a, b) => a.onset - b.onset)) {
    const key = symptoms.join();
    const entry = found.get(key);
    if (entry) entry.whys.push(why);
    else found.set(key, { symptoms: [...symptoms], onset: Math.round(onset), whys: [why] });
  }
  return [...found.values()].map(({ whys, ...entry }) => ({
    ...entry,
    why: [...new Set(whys)].slice(0, 3).join('; '),
  }));
}

function allowed(observations, intended, must, doubtful) {
  const demanded = new Set(must.filter(({ symptoms }) => symptoms.length === 1).map(({ symptoms }) => symptoms[0]));
  const found = new Map();
  for (const { symptoms, grade, why } of observations) {
    if (grade !== 'borderline') continue;
    for (const symptom of symptoms) if (!demanded.has(symptom) && !found.has(symptom)) found.set(symptom, why);
  }
  // What the plan calls a borderline is one, whatever was noticed of it: the strength was chosen so.
  for (const symptom of intended.may ?? [])
    if (!demanded.has(symptom) && !found.has(symptom)) found.set(symptom, 'a borderline by the plan');
  for (const { symptom, why } of doubtful) if (!demanded.has(symptom) && !found.has(symptom)) found.set(symptom, why);
  return [...found].map(([symptom, why]) => ({ symptom, why }));
}

function bestOf(observations, symptoms) {
  const order = { borderline: 2, no: 1, unknown: 0, yes: 3 };
  const all = observations.filter((observation) => symptoms.some((symptom) => observation.symptoms.includes(symptom)));
  const best = all.sort((a, b) => order[b.grade] - order[a.grade])[0];
  return best ? `${best.grade}, ${best.why}` : 'nothing';
}
