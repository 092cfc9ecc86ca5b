import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { NOTHING_SEEN } from "../../../harness/judge/judge-cell.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { logLines } from "../../../harness/report/terminal/log-lines.ts";
import { summaryLines } from "../../../harness/report/terminal/summary.ts";
import { writeReports } from "../../../harness/report/write-reports.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";

const [bad, good] = [syntheticCell("scenario-a", "wrong"), syntheticCell("scenario-a", "right")];
const FILE = "evidence/scenario-a_kind-1.32.5_wrong-1.txt";

const journal = new SyntheticJournal()
  .started([bad, good])
  .cell(10, bad.id, { type: "cell.started" })
  .cell(15, bad.id, {
    type: "diff",
    phase: "fix",
    by: "update",
    changes: [{ urn: "urn:1", resource: "Service", name: "metrics-server", op: "create", paths: [] }],
  })
  .cell(20, bad.id, {
    type: "evidence",
    command: "kubectl get events -A",
    exit: 0,
    text: "Unhealthy\u001b[31m",
  })
  .cell(21, bad.id, { type: "evidence", command: "kubectl get apiservices", exit: 1, text: "refused" })
  .cell(30, bad.id, {
    type: "cell.ended",
    ...NOTHING_SEEN,
    verdict: "fail",
    observed: null,
    reason: "not seen",
  })
  .attempt(good, 90, "pass")
  .ended(200);

test("what a cluster said before it went is a file, of a cell that was not as expected alone", async () => {
  const dir = tempFolder("evidence");
  const { events } = journal;
  await writeReports(dir, { matrix: matrixFrom(events), events });
  expect(await readdir(join(dir, "evidence"))).toEqual([FILE.replace("evidence/", "")]);
  expect(await readFile(join(dir, FILE), "utf8")).toBe(
    "# fix, by Pulumi's update\n+ Service metrics-server\n\n$ kubectl get events -A\nUnhealthy\n\n$ kubectl get apiservices\nrefused\n[exit code 1]\n",
  );
});

test("matrix and terminal name the file", () => {
  const matrix = matrixFrom(journal.events);
  expect(matrix.cells.map(({ evidenceFile }) => evidenceFile)).toEqual([FILE, undefined]);
  expect(summaryLines(matrix, false)).toContain(`    more in ${FILE} of the results`);
  const out = new PassThrough();
  const display = logLines(out);
  for (const event of journal.events) display.see(event);
  const ended = String(out.read())
    .split("\n")
    .filter((line) => /FAIL|PASS/.test(line));
  expect(ended[0]).toMatch(/FAIL .*: not seen \(evidence\/scenario-a_kind-1\.32\.5_wrong-1\.txt\)/);
  expect(ended[1]).not.toContain("evidence/");
});
