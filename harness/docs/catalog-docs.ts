import { THREAD } from "../scenario/thread.ts";
import type { FailureModes, Scenario } from "../scenario/types.ts";
import { GENERATED } from "./generated.ts";
import { modeLink } from "./modes-docs.ts";
import { sourceLink } from "./source-links.ts";
import { tableRow } from "./table-row.ts";

/** docs/catalog.md: what is reproduced and who reported it, with a page for each scenario. */
export function catalogDocs(scenarios: readonly Scenario[], modes: FailureModes): string {
  const fixes = scenarios.reduce((sum, scenario) => sum + scenario.fixes.length, 0);
  return [
    GENERATED,
    "# Catalog of scenarios",
    "",
    `${scenarios.length} scenarios with ${fixes} documented or popular fixes. A scenario's page has its sources, what is wrong in them, and what was measured.`,
    "",
    "| scenario | mode | what is wrong | reported in | fixes: said, expected |",
    "|---|---|---|---|---|",
    ...scenarios.map((scenario) =>
      tableRow([
        `[${scenario.id}](scenarios/${scenario.id}.md)`,
        modeLink(modes, scenario.mode),
        scenario.title,
        scenario.sources
          .filter(({ ref }) => THREAD.test(ref))
          .map(sourceLink)
          .join(", "),
        scenario.fixes
          .map(({ id, claim, expect }) => `${id}: ${claim.outcome}, ${expect.outcome}`)
          .join("; "),
      ]),
    ),
    "",
  ].join("\n");
}
