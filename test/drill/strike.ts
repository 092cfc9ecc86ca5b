import type { Places } from "../../base/places.ts";
import { systemClock } from "../../base/system-clock.ts";
import type { Kill } from "./drills.ts";
import { findProcess } from "./find-process.ts";
import { type StartedRun, signOf } from "./started-run.ts";

/** Pulumi lives for a second and its plugin for less. */
const LOOK_MS = 15;

/**
 * Sends the signal to the target's process in the middle of the phase, or as soon as there is one.
 * @throws Error when the phase was over before.
 */
export async function strike({ target, signal, at }: Kill, run: StartedRun, places: Places): Promise<void> {
  await run.reached(at, target === "pulumi" || target === "plugin" ? 0 : undefined);
  let isOver = false;
  void run.ended.then(() => {
    isOver = true;
  });
  for (;;) {
    const pid = findProcess(target, run.pid, places);
    if (pid !== undefined && sent(pid, signal)) return;
    if (isOver || run.journal().includes(signOf(at, "ended")))
      throw new Error(`phase ${at} was over before there was a process of ${target}`);
    await systemClock.sleep(LOOK_MS);
  }
}

/** False when it has just ended. */
function sent(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
