import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { withBisection } from "../../../../harness/cli/flows/bisect-changes.ts";
import { stepsBetween } from "../../../../harness/plan/bisect.ts";
import type { Verdict } from "../../../../harness/plan/cell.ts";
import { pointOf } from "../../../../harness/plan/point.ts";
import { diffLines } from "../../../../harness/report/diff/diff-lines.ts";
import { diffRuns } from "../../../../harness/report/diff/diff-runs.ts";
import { sideAt } from "../../../../harness/report/diff/side-at.ts";
import { matrixFrom } from "../../../../harness/report/matrix-from.ts";
import type { Outcome } from "../../../../harness/scenario/types.ts";
import { SyntheticJournal, syntheticCell } from "../../../synthetic-journal.ts";

const [from, to] = [pointOf("vcluster=0.20.0"), pointOf("vcluster=0.36.1")];
const steps = stepsBetween(from, to);

interface Seen {
  readonly version: string;
  readonly observed: Outcome | null;
  readonly verdict?: Verdict;
}

/** A run of one cell on each of the versions, and what was seen there. */
function runOf(...seen: readonly Seen[]) {
  const cells = seen.map(({ version }) =>
    syntheticCell("a", "right", {
      id: `a/vcluster-${version}/right`,
      metricsServer: "0.7.2",
      platform: { distribution: "vcluster", version, kubernetes: "1.32.5" },
    }),
  );
  const journal = new SyntheticJournal().started(cells);
  for (const [index, { observed, verdict = "pass" }] of seen.entries()) {
    const cell = cells[index];
    if (cell) journal.attempt(cell, 10 + 70 * index, verdict, 1, "because", { observed });
  }
  return matrixFrom(journal.ended(400).events);
}

/** What the line of the cell says once the versions between have shown what they do. */
async function said(last: Outcome, between: Readonly<Record<string, Seen["observed"]>>) {
  const matrix = runOf({ version: "0.20.0", observed: "no effect" }, { version: "0.36.1", observed: last });
  const asked: string[] = [];
  const diff = await withBisection(
    diffRuns(sideAt(matrix, from), sideAt(matrix, to), [], "2026-01-01"),
    {
      steps,
      matrix,
      runAt: async (selector, version) => {
        asked.push(`${selector} ${version}`);
        const observed = between[version] ?? null;
        return runOf({ version, observed, verdict: observed === null ? "error" : "pass" });
      },
    },
    { stderr: new PassThrough() },
  );
  return { asked, line: diffLines(diff, (_, text) => text).find((each) => each.includes("a/vcluster")) };
}

test("a cell that changed is run with a version between, and the line says since which", async () => {
  const { asked, line } = await said("heals", { "0.23.0": "heals" });
  expect(asked).toEqual(["a/vcluster-*/right 0.23.0"]);
  expect(line).toMatch(/no effect -> heals, since vcluster 0\.23\.0 \(0\.23\.0 run for it\)$/);
  const later = await said("heals", { "0.23.0": "no effect", "0.30.0": "heals" });
  expect(later.asked).toHaveLength(2);
  expect(later.line).toContain("since vcluster 0.30.0 (0.23.0, 0.30.0 run for it)");
});

test("a version between that tells nothing ends the search, and the line says which", async () => {
  expect((await said("heals", {})).line).toContain(
    "since which vcluster is not known: 0.23.0 tells nothing: second run: error, because",
  );
});

test("what did not change is not looked for", async () => {
  expect(await said("no effect", {})).toEqual({ asked: [], line: undefined });
});
