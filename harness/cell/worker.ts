import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { systemExec } from "../../base/exec.ts";
import { FaultlineError } from "../../base/faultline-error.ts";
import { systemClock } from "../../base/system-clock.ts";
import { messageOf } from "../../base/text/message-of.ts";
import { attachPlugins } from "../../provider/attach.ts";
import { JOURNAL_VERSION } from "../journal/event-schema.ts";
import type { CellEntry, JournalEvent } from "../journal/events.ts";
import { cellParts } from "../plan/cell-parts.ts";
import { loadCatalog, loadScenario } from "../scenario/load/load.ts";
import { scenarioOn } from "../scenario/scenario-on.ts";
import { openStand } from "../stand/open-stand.ts";
import { childCpu } from "./child-cpu.ts";
import type { CellOrder, CellResult, FromWorker, ToWorker } from "./messages.ts";
import type { CellRun } from "./phases/cell-run.ts";
import { runCell } from "./run-cell.ts";

/** The worker process: one cell, then the end. It takes its order from the CLI over IPC and dies with it. */
const abort = new AbortController();
const cpu = childCpu();

process.on("message", (message: ToWorker) => {
  if (message.type === "abort") abort.abort(new Error("interrupted"));
  else void work(message.order);
});
// A CLI that was killed cannot clean up; the reaper or `faultline prune` does, and nothing may go on creating meanwhile.
process.on("disconnect", () => process.kill(-process.pid, "SIGKILL"));

async function work(order: CellOrder): Promise<void> {
  try {
    await report({ type: "done", result: await withPlugins(order) });
  } catch (error) {
    await report({ type: "crashed", message: saidOf(error) });
  }
  process.removeAllListeners("disconnect");
  process.exit(0);
}

/** Where it broke is of use only where nobody thought of it. */
function saidOf(error: unknown): string {
  if (error instanceof FaultlineError || !(error instanceof Error)) return messageOf(error);
  return error.stack ?? error.message;
}

async function withPlugins(order: CellOrder): Promise<CellResult> {
  const attached = await attachPlugins(order.ownPlugins, process.env);
  try {
    return await liveCell(order, { ...process.env, ...attached.env });
  } finally {
    attached.close();
  }
}

/** `env` is that of Pulumi. */
async function liveCell(order: CellOrder, env: NodeJS.ProcessEnv): Promise<CellResult> {
  const scratchDir = join(order.workDir, `scratch-${process.pid}`);
  await mkdir(scratchDir, { recursive: true });
  const scenario = await loadScenario(order.scenarios, order.cell.scenario);
  const { platform, fix } = cellParts(scenario, order.cell);
  const healthy = scenario.healthy(platform);
  const faulty = scenario.fault.edit(healthy);
  const events: JournalEvent[] = [];
  const run: CellRun = {
    cell: order.cell,
    after: order.after,
    scenario: scenarioOn(scenario, platform),
    fix,
    healthy,
    faulty,
    fixed: fix.edit(faulty),
    catalog: order.diagnose === true ? await loadCatalog(order.scenarios) : undefined,
    stand: await openStand({ ...order, name: order.standName, pulumi: order.tools.pulumi, env }),
    kubectl: order.tools.kubectl,
    scratchDir,
    emit: (entry) => {
      const at = systemClock.now();
      events.push(stamped(order, entry, at));
      void report({ type: "entry", at, entry });
      // What a phase cost says nothing of the cell: the journal has it, and the judge does not.
      if (entry.type === "phase.ended")
        void report({ type: "entry", at, entry: { type: "cost", phase: entry.phase, cpuMs: cpu.taken() } });
    },
    events,
    clock: systemClock,
    exec: systemExec,
    signal: abort.signal,
  };
  return await runCell(run, order.last);
}

function stamped(order: CellOrder, entry: CellEntry, seenAt: number): JournalEvent {
  const at = new Date(seenAt).toISOString();
  const run = process.env.FAULTLINE_RUN ?? "";
  return { v: JOURNAL_VERSION, at, run, cell: order.cell.id, attempt: order.attempt, ...entry };
}

/** Resolves when the message has left, so that exiting does not lose it. */
function report(message: FromWorker): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(message, undefined, {}, () => resolve());
    else resolve();
  });
}
