import fc from "fast-check";

/** What holds of faultline whatever it is given. Unit tests try it a few times, `npm run fuzz` for as long as it is told to. */
export interface Property {
  readonly name: string;
  /** How often a unit test tries it. */
  readonly tries: number;
  /** Tries it with inputs made from a seed; rejects with the smallest that breaks it. */
  readonly check: (options: { readonly numRuns: number; readonly seed?: number }) => Promise<void>;
}

/** `holds` throws where it does not. */
export function property<T>(
  name: string,
  tries: number,
  inputs: fc.Arbitrary<T>,
  holds: (input: T) => Promise<void> | void,
): Property {
  const checked = fc.asyncProperty(inputs, async (input) => await holds(input));
  return { name, tries, check: (options) => fc.assert(checked, options) };
}
