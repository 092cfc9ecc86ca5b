import { join } from "node:path";
import { expect, test } from "vitest";
import { systemClock } from "../../../base/system-clock.ts";
import { diagnoseStand } from "../../../harness/cell/diagnose-stand.ts";
import type { CellRun } from "../../../harness/cell/phases/cell-run.ts";
import { SCENARIOS } from "../../../harness/docs/pages.ts";
import type { CellEntry } from "../../../harness/journal/events.ts";
import { loadCatalog } from "../../../harness/scenario/load/load.ts";
import { fakeApiServer } from "../../fake-api-server.ts";
import { type FakeCluster, fakeCluster } from "../../fake-cluster.ts";
import { FLAGS_CLASH, machineFor } from "../cli/diagnose/diagnosing.ts";

/** What a cell's journal has of a look at its cluster; `path` in place of its kubeconfig. */
async function lookedAt(cluster: FakeCluster, path?: string): Promise<readonly CellEntry[]> {
  const catalog = await loadCatalog(SCENARIOS);
  const scenario = catalog.find(({ id }) => id === "bad-flag-pair");
  const server = await fakeApiServer(fakeCluster(cluster).answer);
  const { root } = await machineFor(server);
  const entries: CellEntry[] = [];
  const emit = (entry: CellEntry) => void entries.push(entry);
  const run = { clock: systemClock, signal: new AbortController().signal, scenario, catalog, emit };
  const up = { kubeconfig: path ?? join(root, "kubeconfig"), changes: [], servers: [], nodes: [] };
  await diagnoseStand(run as unknown as CellRun, up, "symptom");
  await server.close();
  return entries;
}

test("the journal has what a look at the cell's cluster names, how long it took and how much it asked", async () => {
  const [entry, ...more] = await lookedAt(FLAGS_CLASH);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ type: "diagnosis", phase: "symptom", verdict: "known" });
  expect(entry).toHaveProperty("findings.0.code", "bad-flag-pair");
  expect(entry?.type === "diagnosis" && entry.ms > 0 && entry.requests > 5 && entry.requests < 60).toBe(true);
});

test("a look that breaks has found nothing, and the cell goes on", async () => {
  expect(await lookedAt({}, "/not/there")).toMatchObject([
    { verdict: "cannot tell", reason: expect.stringContaining("/not/there"), findings: [], requests: 0 },
  ]);
});
