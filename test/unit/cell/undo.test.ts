import { expect, test } from "vitest";
import type { CellRun } from "../../../harness/cell/phases/cell-run.ts";
import type { Fixed } from "../../../harness/cell/phases/fix.ts";
import { takeBack } from "../../../harness/cell/phases/relapse.ts";
import { undo } from "../../../harness/cell/phases/undo.ts";
import type { CellEntry } from "../../../harness/journal/events.ts";
import { sampleLog } from "../../../harness/observe/sample-log.ts";
import type { Fault } from "../../../harness/scenario/types.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";
import type { StandSpec } from "../../../stacks/spec.ts";
import { virtualClock } from "../../virtual-clock.ts";
import { condition, healthyLooks, NODE, SERVER, scenario, T0 } from "../judge/synthetic.ts";

const act = [{ kubectl: ["annotate", "node", "x", "a=b"], why: "by hand" }];
const putRight = [{ kubectl: ["annotate", "node", "x", "a-"], why: "by hand" }];

/** A cell whose fix is in, on a stand that only writes down what it is asked; healthy looks come once the undo is typed. */
function fixedWith(fault: Partial<Fault>, { heals = true } = {}) {
  const done: string[] = [];
  const entries: CellEntry[] = [];
  const clock = virtualClock({ startAt: T0 });
  const log = sampleLog();
  log.addNodes({ at: T0, ready: [NODE] });
  const up = { changes: [], kubeconfig: "/kubeconfig", servers: [], nodes: [NODE] };
  const run = {
    scenario: {
      ...scenario,
      fault: { ...scenario.fault, ...fault },
      symptom: { ...scenario.symptom, signatures: scenario.symptom.signatures.slice(0, 1) },
    },
    fix: scenario.fixes[0],
    healthy: { ...healthyStand(), dns: { unknownNames: "nxdomain" } },
    faulty: healthyStand(),
    kubectl: "kubectl",
    scratchDir: "/scratch",
    clock,
    signal: new AbortController().signal,
    emit: (entry: CellEntry) => entries.push(entry),
    exec: async (_file: string, args: readonly string[]) => {
      done.push(`kubectl ${args.slice(4).join(" ")}`);
      if (heals)
        for (const sample of [condition(1, "True", "Passed"), ...healthyLooks(1, 9)]) log.add(sample);
      return { exitCode: 0, stdout: "", stderr: "", timedOut: false, durationMs: 1 };
    },
    stand: {
      up: async (spec: StandSpec) => {
        done.push(spec.dns ? "up with the healthy program" : "up with the faulty program");
        return up;
      },
    },
  } as unknown as CellRun;
  const observer = {
    log,
    vantages: [SERVER],
    enter: (phase: string) => done.push(`looks as in ${phase}`),
    relist: async () => {},
    probeAll: () => {},
    stop: async () => done.push("looks no more"),
  };
  return { fixed: { run, up, observer, healthyStartMs: 0 } as unknown as Fixed, done, entries };
}

test("a fault that only acts is put right with the healthy program, and then seen to be", async () => {
  const { fixed, done, entries } = fixedWith({ act, undo: putRight });
  await undo(fixed);
  expect(done).toEqual([
    "looks as in undo",
    "up with the healthy program",
    "kubectl annotate node x a-",
    "looks no more",
  ]);
  expect(entries.at(-1)).toMatchObject({ type: "phase.ended", phase: "undo", outcome: "ok" });
});

test("what its undo does not put right keeps the cluster from serving again", async () => {
  const { fixed, done, entries } = fixedWith({ act, undo: putRight }, { heals: false });
  await expect(undo(fixed)).rejects.toThrow(/not healthy within 240.0 s/);
  expect(done.at(-1)).toBe("looks no more");
  expect(entries.at(-1)).toMatchObject({ type: "phase.ended", phase: "undo", outcome: "failed" });
});

test("a fault that the program takes back is only undone by hand, when nobody looks any more", async () => {
  const allowedChanges = [{ resource: "Deployment", path: "" }];
  const { fixed, done } = fixedWith({ allowedChanges, act, undo: putRight });
  await undo(fixed);
  expect(done).toEqual(["looks no more", "kubectl annotate node x a-"]);
});

test("a fix is taken back from a fault that only acts by its undo, and then it is done again", async () => {
  const { fixed, done } = fixedWith({ act, undo: putRight }, { heals: false });
  await takeBack(fixed).catch(() => {});
  expect(done.filter((each) => !each.startsWith("looks"))).toEqual([
    "up with the faulty program",
    "kubectl annotate node x a-",
    "kubectl annotate node x a=b",
  ]);
});
