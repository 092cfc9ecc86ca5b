import { closest } from "fastest-levenshtein";
import type { CliContext } from "../../context.ts";
import { type Explanation, explain } from "../../diagnose/report/explain.ts";
import { loadVerdicts } from "../../plan/load-measured.ts";
import { loadScenario, scenarioIds } from "../../scenario/load/load.ts";
import { loadModes } from "../../scenario/load/load-modes.ts";
import { UsageError } from "../../usage-error.ts";

/** @throws UsageError for a code that there is not. */
export function requireCode(code: string, ids: readonly string[]): void {
  if (!ids.includes(code))
    throw new UsageError(
      `there is no code "${code}"; did you mean ${closest(code, ids)}? All: faultline list`,
    );
}

/** What is known of a code. @throws UsageError for one that there is not. */
export async function explanationOf(context: CliContext, code: string): Promise<Explanation> {
  const ids = await scenarioIds(context.scenarios);
  requireCode(code, ids);
  const scenario = await loadScenario(context.scenarios, code);
  const modes = await loadModes(context.scenarios);
  return explain(scenario, modes[scenario.mode]?.meaning ?? "", await loadVerdicts(context.scenarios));
}
