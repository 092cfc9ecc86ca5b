import { Option } from "commander";
import { actsOnly } from "../scenario/acts-only.ts";
import { doNothing } from "../scenario/do-nothing.ts";
import { expectedOn, isTriedOn } from "../scenario/expectation.ts";
import { upgradedInPlace } from "../scenario/in-place.ts";
import type { Fault, Fix, Platform, Scenario } from "../scenario/types.ts";

const DEPTHS = ["fixes", "default", "relapse"] as const;

/** How much is asked of a scenario beside what its fixes do; each has what the one before it has. */
export type Depth = (typeof DEPTHS)[number];

export function depthOption(): Option {
  return new Option(
    "--depth <name>",
    "fixes: each fix as it is documented; default: also do nothing, which must not heal, and take a healing fix of each scenario back, which must break it again; relapse: every healing fix; without it fixes in the quick profile, else default",
  ).choices(DEPTHS);
}

/** What a journal says was asked for; journals of before do not. */
export function depthOf(option: unknown): Depth {
  return DEPTHS.find((depth) => depth === option) ?? "default";
}

/** The fixes that are tried on a platform. */
export function fixesAt(depth: Depth, scenario: Scenario, platform: Platform): readonly Fix[] {
  const written = scenario.fixes.filter((fix) => isTriedOn(fix, platform));
  const fixes = depth === "fixes" ? written : [...written, ...doNothing(scenario)];
  return fixes.map((fix) => upgradedInPlace(fix, platform));
}

/** Of the fixes those that are taken back after they have healed: by default the one that its scenario names first. */
export function takenBackAt(depth: Depth, scenario: Scenario, platform: Platform): readonly Fix[] {
  if (depth === "fixes" || scenario.symptom.persists === undefined) return [];
  const healing = fixesAt(depth, scenario, platform).filter(
    (fix) => canBeTakenBack(fix, scenario.fault) && expectedOn(fix, platform).outcome === "heals",
  );
  return depth === "relapse" ? healing : healing.slice(0, 1);
}

/** What is done by hand beside the program does not go away with the change of the program; only a fault that acts says what undoes it. */
function canBeTakenBack({ act, afterwards }: Fix, fault: Fault): boolean {
  return afterwards === undefined && (act === undefined || actsOnly(fault));
}
