import type { StandSpec } from "./spec.ts";

/** The part of a scenario that says what its states are (harness/scenario/types.ts has the whole). */
export interface Variants<Platform> {
  readonly id: string;
  readonly platforms: readonly Platform[];
  readonly healthy: (platform: Platform) => StandSpec;
  readonly fault: { readonly edit: (spec: StandSpec) => StandSpec };
  readonly fixes: readonly { readonly id: string; readonly edit: (spec: StandSpec) => StandSpec }[];
}

/** No variant, or no platform, of that name; the message lists those there are. */
export class UnknownVariant extends Error {
  readonly code = "STACK_UNKNOWN_VARIANT";
}

/** The state a person asks for by name: `healthy`, `fault`, or `fix:<id>`, which is the fault with that fix applied. */
export function variantOf<P>(scenario: Variants<P>, variant: string): StandSpec {
  const [platform] = scenario.platforms;
  if (platform === undefined) throw new UnknownVariant(`scenario ${scenario.id} names no platform`);
  const healthy = scenario.healthy(platform);
  if (variant === "healthy") return healthy;
  const faulty = scenario.fault.edit(healthy);
  if (variant === "fault") return faulty;
  const fix = scenario.fixes.find(({ id }) => `fix:${id}` === variant);
  if (fix) return fix.edit(faulty);
  const known = ["healthy", "fault", ...scenario.fixes.map(({ id }) => `fix:${id}`)];
  throw new UnknownVariant(`scenario ${scenario.id} has no variant "${variant}"; it has ${known.join(", ")}`);
}
