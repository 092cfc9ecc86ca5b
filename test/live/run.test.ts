import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemExec } from "../../base/exec.ts";
import { placesFrom } from "../../base/places.ts";
import { snapshot } from "../drill/snapshot.ts";
import { runMatrix } from "./cli.ts";

/** One of each kind of fault: the APIService with its controls, a pod that restarts, a rule in the node, the kubelet. */
const SELECTED = [
  "apiservice-ca-not-trusted",
  "missing-nodes-metrics-rule/nodes-metrics-rule",
  "kubelet-port-dropped/open-the-port",
  "kubelet-webhook-authentication-off/webhook-on",
];

const scenarioOf = (selector: string) => selector.split("/")[0];

test("every cell is as expected, the reports are written, and nothing is left running", {
  timeout: 1_500_000,
}, async () => {
  const places = placesFrom(process.env);
  const before = await snapshot(places, systemExec);
  const { matrix, exitCode, results, stdout } = await runMatrix(SELECTED);
  expect(matrix.cells.filter(({ verdict }) => verdict !== "pass")).toEqual([]);
  expect(exitCode, stdout).toBe(0);
  expect(new Set(matrix.cells.map(({ scenario }) => scenario))).toEqual(new Set(SELECTED.map(scenarioOf)));
  for (const cell of matrix.cells) {
    expect(cell.evidence).toBe("live");
    expect(cell.timeToSymptomMs).toBeGreaterThan(0);
    expect(cell.timeToRecoveryMs === null).toBe(cell.expected !== "heals");
  }
  for (const name of ["journal.ndjson", "matrix.json", "matrix.md", "junit.xml", "toolchain.json"])
    await access(join(results, "latest", name));
  expect(await readdir(results)).toHaveLength(2);
  expect([...(await snapshot(places, systemExec))].filter((thing) => !before.has(thing))).toEqual([]);
});
