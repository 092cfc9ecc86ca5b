import { spawn } from "node:child_process";
import { codeFile } from "../../base/code-file.ts";
import type { Owner } from "../../base/ledger/owner.ts";

export const GOODBYE = "goodbye";

export interface ReaperOrder {
  readonly run: string;
  readonly owner: Owner;
  readonly ledgerDir: string;
  /** Root folder of this machine's private engine. */
  readonly engineRoot: string;
  /** File that gets a line per thing removed; nothing is written when there is nothing to reap. */
  readonly log?: string;
}

export interface Reaper {
  /** The run removed what it made: the reaper ends without looking. */
  goodbye(): void;
}

/**
 * Starts the outside process that prunes this run should its owner be killed. `env` is the reaper's whole environment; the
 * variables that mark a run's own processes are taken out of it, and FAULTLINE_NO_REAPER=1 starts nothing.
 */
export function startReaper(order: ReaperOrder, env: NodeJS.ProcessEnv): Reaper {
  if (env.FAULTLINE_NO_REAPER === "1") return { goodbye() {} };
  const { FAULTLINE_RUN: _run, FAULTLINE_OWNER: _owner, ...outside } = env;
  const script = codeFile("./reaper", import.meta.url);
  const child = spawn(process.execPath, [script, JSON.stringify(order)], {
    // A session of its own: neither a Ctrl-C nor the terminal's end reaches it.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: outside,
    cwd: "/",
  });
  child.on("error", () => {});
  child.stdin.on("error", () => {});
  child.unref();
  if ("unref" in child.stdin && typeof child.stdin.unref === "function") child.stdin.unref();
  return { goodbye: () => void child.stdin.end(GOODBYE) };
}
