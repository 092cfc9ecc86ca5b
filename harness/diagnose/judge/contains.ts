import { isDeepStrictEqual } from "node:util";
import type { StandSpec } from "../../../stacks/spec.ts";
import type { Scenario } from "../../scenario/types.ts";

/**
 * True where a stand that has the fault of `whole` has that of `part` already, and not the other way round: both are then true of a cluster,
 * and `whole` says more of it.
 */
export function contains(whole: Scenario, part: Scenario): boolean {
  return isIn(part, faulty(whole)) && !isIn(whole, faulty(part));
}

/** A fault that only acts is in no desired state. */
function isIn({ fault, healthy, platforms: [platform] }: Scenario, spec: StandSpec): boolean {
  if (!platform || isUnchangedBy(fault.edit, healthy(platform))) return false;
  return isUnchangedBy(fault.edit, spec);
}

function isUnchangedBy(edit: Scenario["fault"]["edit"], spec: StandSpec): boolean {
  try {
    return isDeepStrictEqual(edit(spec), spec);
  } catch {
    // An edit throws where the part that it changes is not there.
    return false;
  }
}

function faulty({ fault, healthy, platforms }: Scenario): StandSpec {
  return fault.edit(healthy(platforms[0] as Scenario["platforms"][number]));
}
