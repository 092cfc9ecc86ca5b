import type { Expectation, Fix, Scenario } from "../scenario/types.ts";
import type { CellWords } from "./cell.ts";

/** What the scenario has of other people's words about a fault and one fix, and what it expects itself. */
export function cellWords(scenario: Scenario, fix: Fix, { why }: Pick<Expectation, "why">): CellWords {
  const { by, quote } = fix.claim;
  return {
    fault: scenario.fault.summary,
    reports: scenario.sources.flatMap(({ ref, quote }) => (quote === undefined ? [] : [{ ref, quote }])),
    fix: fix.title,
    claim: { by, ...(quote !== undefined && { quote }) },
    why,
  };
}
