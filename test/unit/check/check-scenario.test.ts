import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { checkScenario } from "../../../harness/check/check-scenario.ts";
import { loadScenario } from "../../../harness/scenario/load/load.ts";

// The first program that is rendered waits for all of Pulumi to be loaded.
vi.setConfig({ testTimeout: 60_000 });

test("what a scenario would change, look at and wait for is worked out without a cluster", async () => {
  const scenario = await loadScenario("scenarios", "rke2-overlay-cut");
  const { steps, looks, cells, problems } = await checkScenario(scenario, {});
  expect(problems).toEqual([]);
  const [fault] = steps;
  expect(fault).toMatchObject({ name: "fault", flaw: null });
  expect(fault?.changes.map(({ resource, name, op }) => `${op} ${resource} ${name}`)).toEqual([
    "update Deployment metrics-server",
    "create NodeRule drop-vxlan",
  ]);
  expect(looks).toContainEqual({
    phase: "symptom",
    what: "top nodes",
    from: ["control-plane", "control-plane2", "control-plane3", "load-balancer"],
    everySeconds: 12,
    afterTopNodes: false,
  });
  // One place is enough for what keeps working.
  const normal = looks.find(({ phase, what }) => phase === "symptom" && what.startsWith("kubectl wait"));
  expect(normal?.from).toEqual(["load-balancer"]);
  for (const { estimateSeconds, longestSeconds } of cells)
    expect(longestSeconds).toBeGreaterThan(estimateSeconds);
});

test("a fix that ends in the healthy state is told from one that only heals", async () => {
  const { steps } = await checkScenario(await loadScenario("scenarios", "bad-flag-pair"), {});
  const restoring = steps.filter(({ restores }) => restores).map(({ name }) => name);
  expect(restoring).toEqual(["fix resolution-15s"]);
});

test("the longest time of a cell has every wait of its scenario in it, and that of acts", async () => {
  const folder = join(import.meta.dirname, "../scenario/capabilities");
  const scenario = await loadScenario(folder, "annotated-node");
  const longest = async (change: (from: typeof scenario) => typeof scenario) => {
    const { cells } = await checkScenario(change(scenario), {});
    return cells.find(({ id }) => id.endsWith("/remove-annotation"))?.longestSeconds ?? 0;
  };
  const own = await longest((same) => same);
  const slower = await longest(({ fault, ...rest }) => ({
    ...rest,
    fault: { ...fault, act: (fault.act ?? []).map((act) => ({ ...act, timeoutSeconds: 100 })) },
  }));
  // The act is repeated when the fix is taken back: twice 70 s more than the 30 s of an act that does not say.
  expect(slower - own).toBe(140);
});
