import type { Step } from "./program-stack.ts";

/** What became of one operation of a program. */
export interface Ended {
  /** What Pulumi printed when it failed, else empty. */
  readonly failed: string;
  readonly ops: readonly string[];
  readonly seconds: number;
}

/** Never rejects: that an operation fails may be what it is tried for. */
export async function attempt(
  run: () => Promise<readonly Step[] | { readonly steps: readonly Step[] }>,
): Promise<Ended> {
  const from = performance.now();
  const ended = (failed: string, ops: readonly string[]): Ended => ({
    failed,
    ops,
    seconds: (performance.now() - from) / 1_000,
  });
  try {
    const done = await run();
    const steps = "steps" in done ? done.steps : done;
    return ended(
      "",
      steps.map(({ op }) => op),
    );
  } catch (error) {
    return ended(String(error), []);
  }
}
