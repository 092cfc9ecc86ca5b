import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { columns } from "../../base/text/columns.ts";
import { readJournal } from "../../harness/journal/read-journal.ts";
import { readAs } from "../../harness/judge/read-as.ts";
import { runMatrix } from "./cli.ts";
import { catalog } from "./harmless-change.ts";

const HARMLESS = fileURLToPath(new URL("./harmless", import.meta.url));

/** A cell costs a cluster, as none of them passes. `HARMLESS=all` makes every change, on three servers and in a vCluster as well. */
const SAMPLE = ["one-node-api-server-restart", "one-node-pod-restart"];
const selected = process.env.HARMLESS === "all" ? [] : SAMPLE;

test("no harmless change of a cluster shows the symptom of any scenario", {
  timeout: 1_500_000,
}, async () => {
  const { matrix, results } = await runMatrix([...selected, "--depth", "fixes", "--attempts", "1"], {
    FAULTLINE_SCENARIOS_DIR: HARMLESS,
  });
  const { events } = await readJournal(join(results, "latest", "journal.ndjson"));
  const planned = events.findLast((event) => event.type === "run.planned")?.cells ?? [];
  const rows = planned.map((cell) => ({ cell, read: readAs(catalog, cell, events) }));
  const said = (read: readonly string[] | null) => (read ? read.join(", ") || "no symptom" : "not watched");
  const shown = rows.map(({ cell, read }) => [cell.scenario, said(read)]);
  process.stdout.write(`${columns([["HARMLESS CHANGE", "READ AS"], ...shown]).join("\n")}\n`);
  expect(planned.length).toBeGreaterThan(0);
  expect(rows.filter(({ read }) => read === null || read.length > 0)).toEqual([]);
  // Its own symptom is one that nothing shows: a cell that ended otherwise was not watched for as long as it should have been.
  for (const { verdict, reason } of matrix.cells) {
    expect(verdict).toBe("fail");
    expect(reason).toMatch(/^symptom: not seen within/);
  }
});
