import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { machineWithClusters, TOP_FAILS } from "./fake-cluster.ts";
import { EXAMPLE, PATIENCE_MS, saveByRename, scenarioIn, watching } from "./watching.ts";

const SIGNATURES = "signatures: [TOP_FAILS]";
const CONDITION = `signatures: [TOP_FAILS, { kind: "apiservice", status: "False", reason: ["MissingEndpoints"] }]`;

test("a save is applied with the least that it takes, and Ctrl-C leaves nothing", {
  timeout: PATIENCE_MS,
}, async () => {
  const machine = await machineWithClusters();
  const file = await scenarioIn(machine.root, EXAMPLE.replace('mode: "F15"', "mode: 15"));
  const watch = watching(machine.env, [file]);

  const { problems } = await watch.next("broken");
  expect(problems).toContainEqual(expect.objectContaining({ file, line: 8, column: 9 }));
  expect(machine.calls()).toEqual([]);

  await saveByRename(file, EXAMPLE.replace(SIGNATURES, CONDITION));
  expect(await watch.next("loaded")).toMatchObject({ scenario: "mine", does: "begin" });
  await watch.next("phase", { phase: "fault", outcome: "ok" });
  expect(machine.applied()).toContain('"port":1');
  expect(await watch.next("row", { state: "seen" })).toMatchObject({
    of: "symptom",
    index: 0,
    text: TOP_FAILS,
  });
  const second = () => watch.lines.findLast((each) => each.type === "row" && each.index === 1);
  await expect.poll(second, { timeout: PATIENCE_MS }).toMatchObject({
    state: "not yet",
    nearest: { where: "control-plane", missing: ["missingendpoints"] },
  });
  const before = machine.calls();

  // Only what is looked for: the cluster is not touched, and what was seen minutes ago is judged anew.
  await saveByRename(
    file,
    EXAMPLE.replace(SIGNATURES, CONDITION.replace("MissingEndpoints", "FailedDiscoveryCheck")),
  );
  expect(await watch.next("loaded")).toMatchObject({ does: "judge" });
  expect(await watch.next("row", { index: 1, state: "seen" })).toMatchObject({
    where: "control-plane",
    text: expect.stringContaining("no port 1 found"),
  });
  await watch.next("symptom", { state: "all seen" });
  expect(machine.calls()).toEqual(before);

  // The fault: back to the healthy state of the same stand, and broken again.
  await saveByRename(
    file,
    EXAMPLE.replace("servicePort: 1 }", "servicePort: 1, insecureSkipTLSVerify: false }"),
  );
  expect(await watch.next("loaded")).toMatchObject({ does: "again", why: "the fault changed" });
  await watch.next("phase", { phase: "baseline", outcome: "ok" });
  await watch.next("symptom", { state: "all seen" });
  expect(machine.calls().filter((call) => call === "destroy")).toEqual([]);

  // A second one of the same file is told so.
  const other = watching(machine.env, [file]);
  expect(await other.ended).toBe(2);
  expect(other.stderr()).toContain(`is watched already, by process ${watch.child.pid}`);

  watch.child.kill("SIGINT");
  expect(await watch.ended).toBe(130);
  expect(machine.calls().at(-1)).toBe("destroy");
  expect(machine.applied()).toBe("");
  expect(await readdir(join(machine.root, "state"), { recursive: true })).toEqual([]);
});
