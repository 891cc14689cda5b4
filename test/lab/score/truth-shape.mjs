// @ts-check
// The part of truth.json that the scorer reads. Whatever else the lab writes there is kept and not looked at.
import { z } from 'zod';

export const SYMPTOMS = /** @type {const} */ (['stutter', 'latency', 'echo', 'connect', 'interruption', 'silence']);
const DOMAINS = /** @type {const} */ (['network', 'device', 'application', 'service', 'far-end', 'unknown']);

const EXPECTATION = z.strictObject({
  /** One of `symptoms` must be reported; `onset`: epoch ms. */
  must: z.array(z.strictObject({ symptoms: z.array(z.enum(SYMPTOMS)).min(1), onset: z.number(), why: z.string() })),
  /** Counts neither way: a borderline, marked before anything is scored. */
  may: z.array(z.strictObject({ symptom: z.enum(SYMPTOMS), why: z.string() })),
  /** Domains of which the cause of a must finding has to be one; empty: not judged. */
  domains: z.array(z.enum(DOMAINS)),
});

const TRUTH = z.looseObject({
  /** The scenario. */
  name: z.string(),
  /** Epoch ms: A was told to call; the call was hung up. */
  go: z.number(),
  end: z.number(),
  windows: z.array(z.looseObject({ directions: z.array(z.string()).optional() })).default([]),
  expect: z.record(z.string(), EXPECTATION),
  /** Whether the machine was free enough: if not, the call shows faults that nobody made. */
  control: z.looseObject({ clean: z.boolean() }).optional(),
});

/** @typedef {import('zod').infer<typeof EXPECTATION>} Expectation */
/** @typedef {import('zod').infer<typeof TRUTH>} Truth */
/** @typedef {typeof SYMPTOMS[number]} Symptom */

/**
 * @param {string} text the content of a truth.json
 * @param {string} path for the message
 * @returns {Truth}
 * @throws {Error} that names the member which is wrong
 */
export function parseTruth(text, path) {
  const parsed = TRUTH.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(`${path} does not say what a judge must find:\n${z.prettifyError(parsed.error)}`);
}
