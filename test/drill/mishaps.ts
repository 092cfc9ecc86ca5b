import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemExec } from "../../base/exec.ts";
import type { Places } from "../../base/places.ts";
import type { Mishap } from "./drills.ts";
import { restartEngine } from "./restart-engine.ts";
import { smallDisk } from "./small-disk.ts";
import { RESULTS_PREFIX, type StartedRun, startRun } from "./started-run.ts";

/** What befalls a run. */
export interface Staged {
  /** Where the run's results have to lie. */
  readonly results?: string;
  /** In the middle of the drill's phase. */
  readonly strike: (run: StartedRun) => Promise<void>;
  /** When the run has ended: the machine is as before, and the run can be gone on with. */
  readonly mend: () => Promise<void>;
  /** When all is over. */
  readonly close: () => Promise<void>;
}

const nothing = async () => {};
const TEN_MINUTES_S = 600;
const RESULTS_MB = 64;
const STATE_MB = 512;

export async function stage(what: Mishap, places: Places): Promise<Staged> {
  switch (what) {
    case "results disk full": {
      const results = await mkdtemp(join(tmpdir(), RESULTS_PREFIX));
      const disk = await smallDisk(results, RESULTS_MB);
      const close = async () => {
        await disk.close();
        await rm(results, { recursive: true });
      };
      return { results, strike: disk.fill, mend: disk.free, close };
    }
    case "state disk full": {
      const disk = await smallDisk(places.state, STATE_MB);
      return { strike: disk.fill, mend: disk.free, close: disk.close };
    }
    case "engine restarted":
      return { strike: () => restartEngine(places), mend: nothing, close: nothing };
    case "two runs at once":
      return besideAnother();
    case "clock ahead":
      return steppedClock(TEN_MINUTES_S);
    case "clock back":
      return steppedClock(-TEN_MINUTES_S);
  }
}

/** The run is killed while another goes on, which has to pass, whatever is pruned beside it. */
async function besideAnother(): Promise<Staged> {
  const other = await startRun();
  return {
    strike: async (run) => void (await run.signal("SIGKILL")),
    mend: async () => {
      const { exit, stderr } = await other.ended;
      await other.forget();
      if (exit !== 0) throw new Error(`the run beside it ended with ${exit}: ${stderr}`);
    },
    close: nothing,
  };
}

/** The machine's own clock, put back by what it was moved: whatever passes meanwhile is kept. */
function steppedClock(seconds: number): Staged {
  let isMoved = false;
  const move = async (by: number) => {
    const to = (Date.now() / 1_000 + by).toFixed(3);
    const { exitCode, stderr } = await systemExec("date", ["--set", `@${to}`], { timeoutMs: 10_000 });
    if (exitCode !== 0) throw new Error(`the clock cannot be set: ${stderr}`);
    isMoved = !isMoved;
  };
  const back = async () => {
    if (isMoved) await move(-seconds);
  };
  return { strike: () => move(seconds), mend: back, close: back };
}
