import { sinceText } from "../scenario/expectation.ts";
import { THREAD } from "../scenario/thread.ts";
import type { FailureModes, Fix, Scenario } from "../scenario/types.ts";
import { generatedPage, table } from "./markdown.ts";
import { modeLink } from "./modes-docs.ts";
import { sourceLink } from "./source-links.ts";

/** docs/catalog.md: what is reproduced and who reported it, with a page for each scenario. */
export function catalogDocs(scenarios: readonly Scenario[], modes: FailureModes): string {
  const fixes = scenarios.reduce((sum, scenario) => sum + scenario.fixes.length, 0);
  return generatedPage(
    "# Catalog of scenarios",
    `${scenarios.length} scenarios with ${fixes} documented or popular fixes. A scenario's page has its sources, what is wrong in them, and what was measured.`,
    table(
      ["scenario", "failure mode", "what is wrong", "reported in", "fixes"],
      scenarios.map((scenario) => [
        pageLink(scenario),
        modeLink(modes, scenario.mode),
        scenario.title,
        scenario.sources
          .filter(({ ref }) => THREAD.test(ref))
          .map(sourceLink)
          .join("<br>"),
        String(scenario.fixes.length),
      ]),
    ),
    "## Fixes",
    "**Said** is what the report or its retelling claims, **expected** what this project expects. Where they differ, the advice is wrong; why is on the scenario's page.",
    table(
      ["scenario", "fix", "what it changes", "said", "expected"],
      scenarios.flatMap((scenario) =>
        scenario.fixes.map((fix) => [
          pageLink(scenario),
          fix.id,
          fix.title,
          fix.claim.outcome,
          expected(fix),
        ]),
      ),
    ),
  );
}

const pageLink = ({ id }: Scenario) => `[${id}](scenarios/${id}.md)`;

/** The expectation with the version from which another one holds, and the one from which the fix is there at all. */
function expected({ expect, fromVersion }: Fix): string {
  const later = expect.from ? ` (from ${sinceText(expect.from)}: ${expect.from.outcome})` : "";
  return `${expect.outcome}${later}${fromVersion ? ` (tried from ${fromVersion} on)` : ""}`;
}
