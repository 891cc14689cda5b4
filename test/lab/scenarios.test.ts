import { describe, expect, it } from 'vitest';
import { corpusList } from './corpus.mjs';
import { ACTIONS } from './page/actions.js';
import { directionsOf, drawPlan } from './plan.mjs';
import { CLEAN } from './scenarios/clean.mjs';
import { CONNECT } from './scenarios/connect.mjs';
import { ECHO } from './scenarios/echo.mjs';
import { SCENARIOS } from './scenarios/index.mjs';
import { NETWORK } from './scenarios/network.mjs';

const SYMPTOMS = ['stutter', 'latency', 'echo', 'connect', 'interruption', 'silence'];
const DOMAINS = ['network', 'far-end', 'device', 'application', 'service'];
const SEEDS = Array.from({ length: 50 }, (_, seed) => seed);
const NAMES = Object.keys(SCENARIOS);

interface Step {
  label: string;
  start: number;
  end?: number;
  directions?: string[];
  role?: string;
  name?: string;
  undo?: string;
}
interface Expected {
  must: string[][];
  may: string[];
  domains: string[];
}

describe.each(NAMES)('scenario %s', (name) => {
  const plans = SEEDS.map((seed) => drawPlan(name, SCENARIOS[name], seed));

  it('has every fault and action begin and end within the call', () => {
    for (const { seconds, faults, actions } of plans) {
      for (const { start, end } of [...faults, ...actions] as Step[]) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start).toBeLessThan(seconds);
        if (end !== undefined) expect(end).toBeGreaterThan(start);
        // A moment to see that it is over.
        if (end !== undefined) expect(end).toBeLessThanOrEqual(seconds - 2);
      }
    }
  });

  it('says which directions or which end are concerned', () => {
    for (const { ends, faults, actions } of plans) {
      for (const { directions, role } of faults as Step[]) {
        if (role !== undefined) expect([...ends, 'both']).toContain(role);
        else expect(directions?.length).toBeGreaterThan(0);
        for (const direction of directions ?? []) expect(directionsOf(ends)).toContain(direction);
      }
      for (const { role } of actions as Step[]) expect(ends).toContain(role);
    }
  });

  it('never impairs one direction twice at a time: the first to end would end both', () => {
    for (const { faults, seconds } of plans) {
      const last = new Map<string, number>();
      for (const { directions = [], start, end = seconds } of faults as Step[]) {
        for (const direction of directions) {
          expect(start).toBeGreaterThan(last.get(direction) ?? -1);
          last.set(direction, end);
        }
      }
    }
  });

  it('expects known symptoms and causes of every end', () => {
    for (const { ends, expect: expected } of plans) {
      expect(Object.keys(expected)).toEqual(ends);
      for (const { must, may, domains } of Object.values(expected) as Expected[]) {
        for (const symptom of [...must.flat(), ...may]) expect(SYMPTOMS).toContain(symptom);
        for (const domain of domains) expect(DOMAINS).toContain(domain);
        for (const entry of must) expect(entry.length).toBeGreaterThan(0);
      }
    }
  });

  it('asks the pages only for actions that they know', () => {
    for (const { actions } of plans)
      for (const { name: action, undo, end } of actions as Step[]) {
        expect(Object.keys(ACTIONS)).toContain(action);
        if (end !== undefined) expect(Object.keys(ACTIONS)).toContain(undo);
      }
  });
});

describe('the committed calls', () => {
  const list: { id: string; name: string; seed: number }[] = corpusList();

  it('are calls of known scenarios, each with a name of its own that tells nothing', () => {
    for (const { id, name } of list) {
      expect(NAMES).toContain(name);
      expect(id).toMatch(/^c\d{3}$/);
    }
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    expect(new Set(list.map(({ name, seed }) => `${name} ${seed}`)).size).toBe(list.length);
  });

  it('are enough of each kind: whoever always complains or never complains must be found out', () => {
    const names = list.map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(90);
    expect(names.filter((name) => Object.hasOwn(CLEAN, name)).length).toBeGreaterThanOrEqual(16);
    expect(names.filter((name) => Object.hasOwn(ECHO, name)).length).toBeGreaterThanOrEqual(10);
    expect(names.filter((name) => Object.hasOwn(NETWORK, name)).length).toBeGreaterThanOrEqual(30);
    expect(names.filter((name) => Object.hasOwn(CONNECT, name)).length).toBeGreaterThanOrEqual(10);
  });
});
