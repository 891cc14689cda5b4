// UDP of one end or of both is blocked, as behind a company's firewall. A TURN server over TCP may help.
import { allow, demand, nothing, PLAIN } from './parts.mjs';

const SECONDS = 25;
/** Time until no answer over the direct path is known to come, plus that of the server: up to two seconds more than usual. */
const RELAYED = { must: [], may: ['connect'], domains: ['network'] };
const NO_PATH = demand(['connect'], ['silence'], ['network']);

/** @param {'one'|'both'} end whose UDP is blocked @param {object} turn see ../turn.mjs @param {object} each expectation */
const blocked = (end, turn, each) => ({
  media: PLAIN,
  seconds: SECONDS,
  faults: [
    { set: { block: true }, way: 'both', at: 0, expect: { receiver: nothing } },
    { turn, end, at: 0, expect: { actor: each, other: each } },
  ],
});

export const TURN = {
  'udp-blocked-turn-tcp': blocked('one', { server: 'works', delay: 20 }, RELAYED),
  'udp-blocked-turn-tcp-both': blocked('both', { server: 'works', delay: 20 }, RELAYED),
  // A server on another continent: each exchange with it takes 300 ms, and all media goes there too.
  'udp-blocked-turn-tcp-far': blocked(
    'one',
    { server: 'works', delay: 150 },
    {
      ...RELAYED,
      may: [...RELAYED.may, ...allow('latency').may],
    },
  ),
  'udp-blocked-turn-password-wrong': blocked('both', { server: 'rejects', delay: 20 }, NO_PATH),
  'udp-blocked-turn-port-closed': blocked('both', { server: 'closed', delay: 20 }, NO_PATH),
  'udp-blocked-turn-unreachable': blocked('both', { server: 'unreachable', delay: 20 }, NO_PATH),
};
