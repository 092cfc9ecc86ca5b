import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { systemClock } from "../../../base/system-clock.ts";
import { diagnoseStand, type Looking, lookInTheAct } from "../../../harness/cell/diagnose-stand.ts";
import type { CellRun } from "../../../harness/cell/phases/cell-run.ts";
import { SCENARIOS } from "../../../harness/docs/pages.ts";
import type { CellEntry } from "../../../harness/journal/events.ts";
import { loadCatalog } from "../../../harness/scenario/load/load.ts";
import { fakeApiServer, line } from "../../fake-api-server.ts";
import { type FakeCluster, fakeCluster, node } from "../../fake-cluster.ts";
import { FLAGS_CLASH, machineFor, PATIENCE_MS } from "../cli/diagnose/diagnosing.ts";

vi.setConfig({ testTimeout: PATIENCE_MS });

/** What a cell's journal has of a look at its cluster; `path` in place of its kubeconfig. */
async function lookedAt(
  cluster: FakeCluster,
  { path, id = "bad-flag-pair", act }: { path?: string; id?: string; act?: (look: Looking) => void } = {},
): Promise<readonly CellEntry[]> {
  const catalog = await loadCatalog(SCENARIOS);
  const scenario = catalog.find((each) => each.id === id);
  const server = await fakeApiServer(fakeCluster(cluster).answer);
  const { root } = await machineFor(server);
  const entries: CellEntry[] = [];
  const emit = (entry: CellEntry) => void entries.push(entry);
  const run = {
    clock: systemClock,
    signal: new AbortController().signal,
    scenario,
    catalog,
    emit,
  } as unknown as CellRun;
  const up = { kubeconfig: path ?? join(root, "kubeconfig"), changes: [], servers: [], nodes: [] };
  try {
    if (!act) await diagnoseStand(run, up, "symptom");
    const looking = act && (await lookInTheAct(run, up));
    if (looking) act(looking);
    await looking?.done;
  } finally {
    await server.close();
  }
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
  expect(await lookedAt({}, { path: "/not/there" })).toMatchObject([
    { verdict: "cannot tell", reason: expect.stringContaining("/not/there"), findings: [], requests: 0 },
  ]);
});

/** Longer than a look at a healthy cluster takes. */
const QUIET_MS = 25_000;

/** A cluster that takes a cordon back at once, and lets a pod land on the node all the same. */
function cordonTakenBack() {
  let nodes: ServerResponse | undefined;
  const answers: Record<string, { body: unknown }> = {};
  const cluster: FakeCluster = {
    answers,
    onWatch: (path, response) => {
      if (path === "/api/v1/nodes") nodes = response;
    },
  };
  const cordon = () => {
    for (const cordoned of [true, false]) nodes?.write(line("MODIFIED", node({ cordoned })));
    const scheduled = { conditions: [{ type: "PodScheduled", status: "True" }] };
    answers["/api/v1/namespaces/default/pods/after-cordon"] = { body: { status: scheduled } };
  };
  return { cluster, cordon };
}

test("what shows in the act alone is named by a look that began before it, however long nothing is done", async () => {
  const { cluster, cordon } = cordonTakenBack();
  const act = () => void setTimeout(cordon, QUIET_MS);
  const [entry, ...more] = await lookedAt(cluster, { id: "vcluster-cordon", act });
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ phase: "fault", verdict: "known", findings: [{ code: "vcluster-cordon" }] });
  // A look that has nothing to wait for takes some seconds; one that waits asks nothing.
  expect(entry?.type === "diagnosis" && entry.ms > QUIET_MS && entry.requests < 59).toBe(true);
});

test("without an act such a fault is not named, and nothing is said of it", async () => {
  const { cluster, cordon } = cordonTakenBack();
  setTimeout(cordon, 1_000);
  expect(await lookedAt(cluster)).toMatchObject([{ verdict: "healthy", findings: [] }]);
});

test("a look whose act has failed is stopped at once and leaves no entry", async () => {
  const { cluster } = cordonTakenBack();
  let stoppedAt = 0;
  const act = (looking: Looking) => {
    stoppedAt = performance.now();
    looking.stop();
  };
  expect(await lookedAt(cluster, { id: "vcluster-cordon", act })).toEqual([]);
  expect(performance.now() - stoppedAt).toBeLessThan(QUIET_MS);
});
