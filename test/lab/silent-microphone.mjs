// A microphone that delivers digital silence although nobody muted it: unplugged, switched off at the device, or taken by
// another program. There is nothing to start: the speech file of that end is made with the silence in it.

/** From opening the microphone to "go", about: the other end gets ready, and a short wait. Seconds. */
const OPENED_BEFORE = 0.5;

/** When in the speech files each end falls silent, seconds; 0 = never a sound. */
export function silences(plan) {
  const silent = plan.faults.filter((fault) => fault.silentMicrophone !== undefined);
  return Object.fromEntries(silent.map(({ role, start }) => [role, start === 0 ? 0 : start + OPENED_BEFORE]));
}

/** @returns {import('./equipment.mjs').Part} */
export function startSilentMicrophone(_faults, plan) {
  const from = silences(plan);
  return {
    // The file runs since the microphone was opened, and that is noted to the millisecond.
    correct: (window, { role }, events) => {
      const opened = events.find((event) => event.role === role && event.name === 'gum-ok')?.ts;
      if (from[role] > 0 && opened) window.start = Math.round(opened + from[role] * 1000);
    },
    stop: () => {},
  };
}
