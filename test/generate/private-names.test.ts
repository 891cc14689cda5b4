import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';
import { withoutPrivateNames } from '../../src/generate/private-names.js';

/** The bundle of one module that has a place of its own, and one of a package. */
async function bundled(code: string): Promise<string> {
  const modules = new Map([
    ['/own/main.js', code],
    ['/package/dist/index.js', 'export class Other { #kept = 1; read() { return this.#kept; } }'],
  ]);
  const bundle = await rolldown({
    input: '/own/main.js',
    plugins: [{ name: 'modules', resolveId: (id) => id, load: (id) => modules.get(id) }, withoutPrivateNames('/own/')],
  });
  const { output } = await bundle.generate({ format: 'esm' });
  return output[0].code;
}

const COUNTER = `
  export class Counter {
    #count = 0;
    static #made = 0;
    constructor() { Counter.#made++; }
    get #next() { return this.#count + 1; }
    async #later() { return this.#next; }
    add() { this.#count = this.#next; return { count: this.#count, text: '#count', later: this.#later() }; }
    static made() { return Counter.#made; }
  }`;

describe('private names of the bundled program', () => {
  it('are ordinary properties that do the same', async () => {
    const code = await bundled(COUNTER);
    const { Counter } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      Counter: { new (): { add(): { count: number; text: string; later: Promise<number> } }; made(): number };
    };
    const [first, second] = [new Counter(), new Counter()];
    first.add();
    expect(first.add()).toMatchObject({ count: 2, text: '#count' });
    await expect(second.add().later).resolves.toBe(2);
    expect(Counter.made()).toBe(2);
    expect(Object.keys(first)).toEqual(['$count']);
  });

  it('stay what they are in packages', async () => {
    expect(await bundled("export { Other } from '/package/dist/index.js';")).toContain('this.#kept');
  });

  it('are refused where two of them would become one property', async () => {
    const extended = 'class A { #a = 1; } export class B extends A { #a = 2; }';
    await expect(bundled(extended)).rejects.toThrow('/own/main.js: a class that extends another');
    await expect(bundled('export class A { #a = 1; $a = 2; }')).rejects.toThrow('call "$a" otherwise');
    expect(await bundled('export class A extends TypeError { #a = 2; }')).toContain('$a');
  });
});
