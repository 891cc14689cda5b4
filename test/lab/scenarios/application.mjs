// What the application itself does wrong.
import { demand, PLAIN } from './parts.mjs';

export const APPLICATION = {
  // The application receives everything and plays nothing.
  'not-played': {
    media: { ...PLAIN, play: false },
    seconds: 25,
    expect: { each: demand(['silence'], [], ['application', 'device']) },
  },
};
