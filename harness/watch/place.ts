import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { CellRun } from "../cell/phases/cell-run.ts";
import type { CliContext } from "../context.ts";
import { kubernetesOf, platformText } from "../plan/cell-platform.ts";
import { cellsOf } from "../plan/cells.ts";
import type { RunEnvironment } from "../run/environment.ts";
import { nodeImageOf, standName } from "../run/names.ts";
import { openStand } from "../stand/open-stand.ts";
import type { Stand, StandUp } from "../stand/stand.ts";
import { type DraftOn, scenarioOf } from "./draft.ts";
import type { Tell } from "./said.ts";
import { wholeUpdates } from "./whole-updates.ts";

/** A stand that is watched, and the environment around it. */
export interface Place {
  readonly stand: Stand;
  /** What the phases of a cell take, for the draft as it is; `signal` ends their waits, and no update of the cluster. */
  readonly run: (on: DraftOn, signal: AbortSignal) => CellRun;
  /** Removes all of it; where something stays, that is told. */
  readonly remove: () => Promise<void>;
}

/** Where a scenario is to be watched. */
export interface PlaceOptions {
  readonly context: Pick<CliContext, "clock" | "exec" | "signal">;
  readonly environment: RunEnvironment;
  readonly on: DraftOn;
  /** Id of the fix to apply; the first where none is. */
  readonly fix?: string | undefined;
  readonly tell: Tell;
}

/** Opens the stand of a draft; nothing of the cluster exists before the first phase. */
export async function openPlace({
  context,
  environment,
  on: first,
  fix,
  tell,
}: PlaceOptions): Promise<Place> {
  const { toolchain, pulumiHome, childEnv, runDir, run } = environment;
  const { platform } = first;
  const name = standName(run, 1);
  const workDir = join(runDir, name);
  const scratchDir = join(workDir, "scratch");
  await mkdir(scratchDir, { recursive: true });
  let isTold = false;
  const onUp = ({ kubeconfig }: StandUp) => {
    // The same after every update.
    if (!isTold)
      tell({
        type: "stand",
        state: "up",
        run,
        platform: platformText(platform),
        kubeconfig,
        bin: toolchain.bin,
      });
    isTold = true;
  };
  const opened = await openStand({
    name,
    workDir,
    pulumiHome,
    pulumi: toolchain.tools.pulumi,
    nodeImage: nodeImageOf(platform, toolchain),
    env: childEnv,
  });
  const stand = wholeUpdates(opened, { signal: context.signal, onUp });
  const kubectl = toolchain.kubectl(kubernetesOf(platform));
  const shared = { ...context, stand, kubectl, scratchDir, events: [], emit: emitTo(tell) };
  return {
    stand,
    run: (on, signal) => ({ ...shared, ...partsOf(on, fix), signal }),
    remove: async () => {
      tell({ type: "stand", state: "removing", run });
      await stand.destroy().catch(() => {});
      await environment.release();
      const entries = await environment.ledger.entries();
      const isLeft = entries.some((entry) => entry.run === run && entry.state === "open");
      tell({ type: "stand", state: isLeft ? "left" : "removed", run });
    },
  };
}

function partsOf(on: DraftOn, fix: string | undefined) {
  const scenario = scenarioOf(on);
  const cells = cellsOf(scenario, "fixes");
  const cell = cells.find((each) => each.fix === fix) ?? cells[0];
  const chosen = scenario.fixes.find(({ id }) => id === cell?.fix);
  if (!cell || !chosen) throw new Error(`scenario ${scenario.id} has no fix on ${platformText(on.platform)}`);
  const { healthy, faulty } = on;
  return { cell, scenario, fix: chosen, healthy, faulty, fixed: chosen.edit(faulty) };
}

/** Of what a cell would write into its journal what somebody who waits wants to know. */
function emitTo(tell: Tell): CellRun["emit"] {
  return (entry) => {
    if (entry.type === "phase.started") tell({ type: "phase", phase: entry.phase, outcome: "begun" });
    if (entry.type === "phase.ended") {
      const { phase, outcome, message } = entry;
      tell({ type: "phase", phase, outcome, ...(message !== undefined && { message }) });
    }
    if (entry.type === "act") tell({ type: "act", command: entry.command, exit: entry.exit });
  };
}
