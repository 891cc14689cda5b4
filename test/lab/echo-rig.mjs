// One end with a real loudspeaker and a real microphone, and air between them: what it hears comes back to the other end,
// unless its browser's echo canceller removes it.
import { startPulse } from './pulse.mjs';
import { drawn, seeded, seedFor } from './random.mjs';

/** Loudspeaker, and the air in front of the microphone. Loudness of the air is 100 % for what the person says into it. */
const LOUDSPEAKER = 'spk';
const ROOM = 'room';
const MICROPHONE = 'mic';
const RATE = 48_000;

async function createDevices(control) {
  for (const sink of [LOUDSPEAKER, ROOM])
    await control('load-module', 'module-null-sink', `sink_name=${sink}`, `rate=${RATE}`, 'channels=1');
  // A browser lists no monitors, so the microphone is one under another name.
  const properties = 'source_properties=device.description=Microphone';
  await control(
    'load-module',
    'module-remap-source',
    `master=${ROOM}.monitor`,
    `source_name=${MICROPHONE}`,
    properties,
  );
  await control('set-default-sink', LOUDSPEAKER);
  await control('set-default-source', MICROPHONE);
}

/** The way of the sound from the loudspeaker to the microphone. Changes follow each other, however long each takes. */
class AcousticPath {
  module;
  changes = Promise.resolve();

  constructor(control) {
    this.control = control;
  }

  /** @param {{delayMs: number, volume: number}} [wanted] absent = none; volume in % of the loudspeaker, cubic as in the server */
  change(wanted) {
    this.changes = this.changes.then(async () => {
      if (this.module) await this.control('unload-module', this.module);
      this.module = undefined;
      if (wanted) this.module = await this.open(wanted);
    });
    return this.changes;
  }

  async open({ delayMs, volume }) {
    const ends = [`source=${LOUDSPEAKER}.monitor`, `sink=${ROOM}`, 'source_dont_move=1', 'sink_dont_move=1'];
    const module = await this.control('load-module', 'module-loopback', ...ends, `latency_msec=${Math.round(delayMs)}`);
    const inputs = JSON.parse(await this.control('-f', 'json', 'list', 'sink-inputs'));
    const input = inputs.find(({ owner_module: owner }) => String(owner) === module);
    await this.control('set-sink-input-volume', String(input.index), `${Math.round(volume)}%`);
    return module;
  }
}

const labelOf = ({ suspend, volume }) => (suspend ? 'microphoneSuspended' : volume ? 'echo' : 'headset');

/**
 * @param {object[]} faults all of the same end. `echo` has `canceller` (false: the application switched it off) and what
 *   happens while the fault lasts: `delayMs` and `volume` of the acoustic path (without them there is none, as with a
 *   headset), `everyMs` = the path changes that often, its delay drawn from `delayRange` (`{from, to}`, ms), or
 *   `suspend` = the microphone delivers nothing any more
 * @returns {Promise<import('./equipment.mjs').Part>}
 */
export async function startEchoRig(faults, plan, { media }) {
  const { role } = faults[0];
  const pulse = await startPulse();
  let moving;
  const stop = async () => {
    clearInterval(moving);
    await pulse.stop();
  };
  try {
    await createDevices(pulse.control);
  } catch (error) {
    await stop();
    throw error;
  }
  const path = new AcousticPath(pulse.control);
  const random = seeded(seedFor(plan.seed, 'acoustic path'));
  const changes = [];
  const move = (echo) => {
    const delayMs = Math.round(drawn(random, [echo.delayRange.from, echo.delayRange.to]));
    changes.push({ ts: Date.now(), delayMs });
    // A failure of a change is told by the next one that is waited for.
    path.change({ ...echo, delayMs }).catch(() => {});
  };
  const begin = async (echo) => {
    if (echo.suspend) return pulse.control('suspend-source', MICROPHONE, '1');
    if (!echo.everyMs) return echo.volume && path.change(echo);
    move(echo);
    moving = setInterval(move, echo.everyMs, echo);
  };
  const finish = async (echo) => {
    clearInterval(moving);
    if (echo.suspend) await pulse.control('suspend-source', MICROPHONE, '0');
    else await path.change(echo.afterwards);
  };
  return {
    browser: {
      [role]: { realDevices: true, env: { ...pulse.env, PULSE_SINK: LOUDSPEAKER, PULSE_SOURCE: MICROPHONE } },
    },
    page: {
      [role]: { echoCancellation: !faults.some(({ echo }) => echo.canceller === false), capture: 'drawn' },
    },
    means: ({ echo }) => ({ label: labelOf(echo), begin: () => begin(echo), finish: () => finish(echo) }),
    begin: async () => {
      await pulse.play(ROOM, media[role].audio);
      return { [role]: Date.now() };
    },
    correct: (window, { echo }) => {
      if (echo.everyMs) window.changes = changes;
    },
    stop,
  };
}
