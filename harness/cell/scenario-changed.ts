import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";
import type { Cell } from "../plan/cell.ts";
import { contentOf } from "../plan/content.ts";
import type { Fix, Platform, Scenario } from "../scenario/types.ts";

/** A scenario was edited while the run it is part of goes on. */
export class ScenarioChanged extends FaultlineError {
  readonly code = "SCENARIO_CHANGED";
  readonly exit = EXIT_CODES.infrastructure.code;

  constructor(scenario: string) {
    super(
      `scenario ${scenario}, or something it imports, was changed after this run was planned; run its cells anew`,
    );
  }
}

/** What the plan froze is what runs. @throws ScenarioChanged. Plans of before do not say what they froze. */
export function holdToPlan(cell: Cell, scenario: Scenario, platform: Platform, fix: Fix): void {
  if (cell.content !== undefined && contentOf(scenario, platform, fix) !== cell.content)
    throw new ScenarioChanged(scenario.id);
}
