import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { machineWithClusters } from "./fake-cluster.ts";
import { EXAMPLE, PATIENCE_MS, saveByRename, scenarioIn, watching } from "./watching.ts";

test("another cluster is made where the healthy state wants one", { timeout: PATIENCE_MS }, async () => {
  const machine = await machineWithClusters();
  const file = await scenarioIn(machine.root);
  const watch = watching(machine.env, [file]);
  await watch.next("symptom", { state: "all seen" });
  await saveByRename(file, EXAMPLE.replace("healthyStand()", "healthyStand({ cluster: { workers: 1 } })"));
  expect(await watch.next("loaded")).toMatchObject({ does: "again", why: "the healthy state changed" });
  expect(await watch.next("loaded")).toMatchObject({
    does: "new stand",
    why: "the healthy state cannot be reached in place: KindCluster cluster would be made anew",
  });
  await watch.next("stand", { state: "removed" });
  await watch.next("stand", { state: "making" });
  await watch.next("symptom", { state: "all seen" });
  expect(machine.calls().filter((call) => call === "destroy")).toHaveLength(1);
  watch.child.kill("SIGTERM");
  expect(await watch.ended).toBe(130);
  expect(await readdir(join(machine.root, "state"), { recursive: true })).toEqual([]);
});
