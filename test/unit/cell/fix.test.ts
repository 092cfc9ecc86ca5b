import { expect, test } from "vitest";
import type { CellRun } from "../../../harness/cell/phases/cell-run.ts";
import type { Symptomatic } from "../../../harness/cell/phases/fault.ts";
import { applyFix } from "../../../harness/cell/phases/fix.ts";
import type { ResourceChange } from "../../../harness/journal/events.ts";
import type { Fix } from "../../../harness/scenario/types.ts";
import { StandUpdateFailed } from "../../../harness/stand/errors.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";
import type { StandSpec } from "../../../stacks/spec.ts";
import { virtualClock } from "../../virtual-clock.ts";

/** A cell at its fix, whose stand and kubectl only write down what they are asked. */
function symptomaticWith(
  fix: Partial<Fix>,
  fixed: StandSpec,
  changes: readonly ResourceChange[] = [],
): { symptomatic: Symptomatic; done: string[] } {
  const done: string[] = [];
  const up = { changes, kubeconfig: "/kubeconfig", servers: [], nodes: [] };
  const run = {
    fix,
    fixed,
    cell: { expected: "no effect" },
    kubectl: "kubectl",
    scratchDir: "/scratch",
    clock: virtualClock(),
    signal: new AbortController().signal,
    emit: () => {},
    exec: async (_file: string, args: readonly string[]) => {
      done.push(`kubectl ${args.slice(4).join(" ")}`);
      return { exitCode: 0, stdout: "", stderr: "", timedOut: false, durationMs: 1 };
    },
    stand: {
      up: async (spec: StandSpec) => {
        done.push(`up with ${spec.cluster.workers} workers`);
        return up;
      },
    },
  } as unknown as CellRun;
  return {
    symptomatic: {
      run,
      up,
      observer: { enter: () => {}, relist: async () => done.push("watches anew") },
    } as unknown as Symptomatic,
    done,
  };
}

const update = (resource: string, path: string): ResourceChange => ({
  urn: "u",
  resource,
  name: "x",
  op: "update",
  paths: [{ path, kind: "update" }],
});

const workers = (spec: StandSpec, count: number): StandSpec => ({
  ...spec,
  cluster: { ...spec.cluster, workers: count },
});

test("a later change for another reason comes after the fix and its acts", async () => {
  const fix = {
    act: [{ kubectl: ["patch", "networkpolicy", "x"], why: "by hand" }],
    allowedChanges: [{ resource: "KindCluster", path: "workers" }],
    afterwards: {
      edit: (spec: StandSpec) => workers(spec, spec.cluster.workers + 1),
      allowedChanges: [{ resource: "KindCluster", path: "workers" }],
    },
  };
  const more = update("KindCluster", "workers");
  const { symptomatic, done } = symptomaticWith(fix, workers(healthyStand(), 1), [more]);
  await applyFix(symptomatic);
  expect(done).toEqual([
    "up with 1 workers",
    "watches anew",
    "kubectl patch networkpolicy x",
    "up with 2 workers",
  ]);
});

test("an update that does more than the fix declares ends the cell, whatever its preview said", async () => {
  const deleted: ResourceChange = { urn: "u", resource: "ClusterRole", name: "x", op: "delete", paths: [] };
  const fix = { allowedChanges: [{ resource: "Deployment", path: "spec" }] };
  const { symptomatic } = symptomaticWith(fix, healthyStand(), [deleted]);
  await expect(applyFix(symptomatic)).rejects.toThrow(
    "the fix touches more than it declares: delete of ClusterRole x",
  );
});

test("a later change that is refused has said before what it was to be, and the fix before it stays", async () => {
  const planned = update("VCluster", "values");
  const fix = {
    allowedChanges: [],
    afterwards: {
      edit: (spec: StandSpec) => workers(spec, 5),
      allowedChanges: [{ resource: "VCluster", path: "values" }],
    },
  };
  const { symptomatic } = symptomaticWith(fix, healthyStand());
  const emitted: unknown[] = [];
  const up = async (spec: StandSpec) => {
    if (spec.cluster.workers === 5) throw new StandUpdateFailed("conflict");
    return { ...symptomatic.up, changes: [] };
  };
  const stand = { up, preview: async () => [planned] };
  const emit = (event: unknown) => emitted.push(event);
  const run = { ...symptomatic.run, cell: { expected: "refused" }, stand, emit } as unknown as CellRun;
  const { refused } = await applyFix({ ...symptomatic, run });
  expect(refused).toBe(true);
  expect(emitted).toContainEqual({ type: "diff", phase: "fix", by: "preview", changes: [planned] });
});
