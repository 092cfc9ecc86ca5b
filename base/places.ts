import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Where faultline keeps what outlives a process. Nothing is created by asking. A variable that is set to nothing counts as not set. */
export interface Places {
  /** Content-addressed toolchain cache; FAULTLINE_CACHE_DIR, else faultline/ in the user's cache folder. */
  readonly cache: string;
  /** Ledger, engine state and run state; FAULTLINE_STATE_DIR, else faultline/ in the user's state folder. */
  readonly state: string;
  readonly ledger: string;
  /** One folder a run: PULUMI_HOME, backend, kubeconfigs. */
  readonly runs: string;
  /** Sockets and pid files of the private engine; its images live under `cache`. */
  readonly engine: string;
  /** Results of runs, beside the working directory; FAULTLINE_RESULTS_DIR. */
  readonly results: string;
}

export function placesFrom(env: NodeJS.ProcessEnv, cwd = process.cwd()): Places {
  const cache = env.FAULTLINE_CACHE_DIR || join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "faultline");
  const state =
    env.FAULTLINE_STATE_DIR || join(env.XDG_STATE_HOME || join(homedir(), ".local", "state"), "faultline");
  return {
    cache: resolve(cwd, cache),
    state: resolve(cwd, state),
    ledger: join(resolve(cwd, state), "ledger"),
    runs: join(resolve(cwd, state), "runs"),
    engine: join(resolve(cwd, state), "engine"),
    results: resolve(cwd, env.FAULTLINE_RESULTS_DIR || "results"),
  };
}
