import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";
import { cellParts } from "../plan/cell-parts.ts";
import { contentOf } from "../plan/content.ts";
import type { CellRun } from "./phases/cell-run.ts";

/** A scenario was edited while the run it is part of goes on. */
class ScenarioChanged extends FaultlineError {
  readonly code = "SCENARIO_CHANGED";
  readonly exit = EXIT_CODES.infrastructure.code;

  constructor(scenario: string) {
    super(
      `scenario ${scenario}, or something it imports, was changed after this run was planned; run its cells anew`,
    );
  }
}

/** What the plan froze is what runs. @throws ScenarioChanged. Plans of before do not say what they froze. */
export function holdToPlan({ cell, scenario, fix }: Pick<CellRun, "cell" | "scenario" | "fix">): void {
  const { platform } = cellParts(scenario, cell);
  if (cell.content !== undefined && contentOf(scenario, platform, fix) !== cell.content)
    throw new ScenarioChanged(scenario.id);
}
