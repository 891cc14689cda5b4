// The calls that the lab can make, as data. A `[low, high]` is drawn from the seed; times are seconds after A was told to call.
//
// ends           names of the ends, two if absent; each end calls all that come after it
// media, mediaOf what all ends send, and what single ends do otherwise (see page/capture.js)
// browsers       ends that are not Chromium: {B: 'firefox'}
// seconds        length of the call
// joinDelay      seconds by which the other ends open their page after A opened its
// faults         what is impaired: {at, for, …}; without `for` it lasts until the end of the call. Either a path:
//                `set` (see Impairment) and `way` ('both', 'one', 'uplink', 'downlink' or a list, see plan.mjs),
//                or an end (`end` is 'one' (drawn), 'both' or its name) and what equipment does to it (see ../equipment.mjs)
// actions        what the pages do: {at, end, name}, and with `for` and `undo` for how long and what ends it
// logs           which logs of Chromium are kept, all if absent
// speech         see `speechOf`
// signalling     delays in the signalling server, ms
// expect         what a listener must be told and may be told; everything else must stay clear. A `must` entry lists
//                symptoms of which one is enough. In a fault of a path by `receiver` and `sender`, in a fault of an end or an
//                action by `actor` and `other`; in the scenario itself by end, or `each`.
//
// A scenario may also be a function of the random source (see ../random.mjs) that returns all this.
import { APPLICATION } from './application.mjs';
import { CLEAN } from './clean.mjs';
import { CONNECT } from './connect.mjs';
import { DEVICE_FAULTS } from './device.mjs';
import { ECHO } from './echo.mjs';
import { FAR_END } from './far-end.mjs';
import { FIREFOX } from './firefox.mjs';
import { NETWORK } from './network.mjs';
import { TURN } from './turn.mjs';

/** @type {Record<string, any>} */
export const SCENARIOS = {
  ...CLEAN,
  ...NETWORK,
  ...CONNECT,
  ...FAR_END,
  ...APPLICATION,
  ...FIREFOX,
  ...TURN,
  ...DEVICE_FAULTS,
  ...ECHO,
};
