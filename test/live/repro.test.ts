import { expect, onTestFinished, test } from "vitest";
import { systemExec } from "../../base/exec.ts";
import { placesFrom } from "../../base/places.ts";
import type { Reproduction } from "../../harness/cli/flows/repro-text.ts";
import { leaksBetween, snapshot } from "../drill/snapshot.ts";
import { faultline } from "./cli.ts";

/** Wall seconds a warm machine may take until the cluster is broken as reported. */
const WITHIN_MS = 60_000;

async function reproduced(): Promise<Reproduction> {
  await faultline(["prune"]);
  const ended = await faultline(["repro", "k3s-io/k3s#11902", "--output", "json"]);
  expect(ended.exitCode, ended.stdout + ended.stderr).toBe(0);
  return JSON.parse(ended.stdout) as Reproduction;
}

test("repro leaves a kept cluster that is broken as reported, and prune leaves nothing", async () => {
  const places = placesFrom(process.env);
  const before = await snapshot(places, systemExec);
  // Also when it fails: what it kept would look like a leak to the tests that follow.
  onTestFinished(async () => void (await faultline(["prune"])));
  // The first cluster after an engine's start reads everything from the disk: if that one was slow, the machine is warm now.
  const first = await reproduced();
  const made = first.elapsedMs < WITHIN_MS ? first : await reproduced();
  expect(made.shown).toBe(true);
  expect(made.output).toContain("Readiness probe failed: HTTP probe failed with statuscode: 500");
  expect(made.elapsedMs).toBeLessThan(WITHIN_MS);
  expect(made.fixes.every(({ changes }) => changes.length > 0)).toBe(true);

  const kubectl = await systemExec(`${made.bin}/kubectl`, ["get", "nodes"], {
    env: { KUBECONFIG: made.kubeconfig },
  });
  expect(kubectl.stdout).toContain("control-plane");

  const pruned = await faultline(["prune"]);
  expect(pruned.exitCode, pruned.stdout).toBe(0);
  expect(leaksBetween(before, await snapshot(places, systemExec))).toEqual([]);
});
