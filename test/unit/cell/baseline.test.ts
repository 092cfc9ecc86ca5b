import { expect, test } from "vitest";
import type { CellRun } from "../../../harness/cell/phases/cell-run.ts";
import { baseline } from "../../../harness/cell/phases/fault.ts";
import type { Standing } from "../../../harness/cell/phases/stand-up.ts";
import { baselineProgress } from "../../../harness/judge/baseline.ts";
import { sampleLog } from "../../../harness/observe/sample-log.ts";
import { virtualClock } from "../../virtual-clock.ts";
import {
  condition,
  every,
  healthyLooks,
  NODE,
  SERVER,
  scenario,
  T0,
  topFails,
  view,
} from "../judge/synthetic.ts";

/** A cell on a stand that is healthy for 30 s, then fails for 4 s while the fault's preview is made, and is healthy again. */
function standing() {
  const clock = virtualClock({ startAt: T0 });
  const log = sampleLog();
  log.addNodes({ at: T0, ready: [NODE] });
  const seen = [
    condition(1, "True", "Passed"),
    ...healthyLooks(1, 30),
    ...every(2, 31, 34, (seconds) => [topFails(seconds)]),
    ...healthyLooks(36, 80),
  ];
  const observer = { log, vantages: [SERVER], enter: () => {}, probeAll: () => {} };
  const looked = async () => {
    for (const sample of seen) {
      const at = "startedAt" in sample && sample.kind === "command" ? Date.parse(sample.endedAt) : T0 + 1_000;
      await clock.sleep(Math.max(0, at - clock.now()));
      log.add(sample);
    }
  };
  const run = {
    scenario,
    clock,
    signal: new AbortController().signal,
    emit: () => {},
    stand: {
      preview: async () => {
        await clock.sleep(35_000);
        return [];
      },
    },
  } as unknown as CellRun;
  const up = { changes: [], kubeconfig: "/kubeconfig", servers: [], nodes: [NODE] };
  return { looked, clock, log, standing: { run, up, observer, stoodAt: T0 } as unknown as Standing };
}

test("health that is lost while the fault's preview is made is waited for, as the judge asks for it at the phase's end", async () => {
  const { looked, clock, log, standing: stood } = standing();
  void looked();
  const { healthyStartMs } = await baseline(stood);
  expect(healthyStartMs).toBeLessThan(5_000);
  const { symptom } = scenario;
  const now = (clock.now() - T0) / 1_000;
  const bounds = { from: T0, withinMs: 240_000, symptom };
  expect(baselineProgress(view([...log.samples], now), bounds)).toMatchObject({ state: "done" });
  expect(now).toBeGreaterThan(40);
});
