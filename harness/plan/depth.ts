import { Option } from "commander";
import { doNothing } from "../scenario/do-nothing.ts";
import type { Fix, Outcome, Scenario } from "../scenario/types.ts";

/** How much is asked of a cell that comes out as expected. */
export type Depth = "default" | "relapse";

/** `relapse` asks what else could have healed it. */
export function depthOption(): Option {
  return new Option(
    "--depth <name>",
    "relapse: also do nothing, which must not heal, and take each healing fix back, which must break it again",
  )
    .choices(["default", "relapse"])
    .default("default");
}

/** The fixes that are tried. */
export function fixesAt(depth: Depth, scenario: Scenario): readonly Fix[] {
  return depth === "relapse" ? [...scenario.fixes, ...doNothing(scenario)] : scenario.fixes;
}

/** Whether a fix can be taken back: what is done by hand beside the program does not go away with the change of the program. */
export function isTakenBack(depth: Depth, { symptom }: Scenario, fix: Fix, expected: Outcome): boolean {
  const isOfTheProgramAlone = fix.act === undefined && fix.afterwards === undefined;
  return depth === "relapse" && expected === "heals" && symptom.persists !== undefined && isOfTheProgramAlone;
}
