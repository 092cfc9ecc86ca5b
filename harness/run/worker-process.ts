import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { codeFile } from "../../base/code-file.ts";
import { messageOf } from "../../base/text/message-of.ts";
import type { CellOrder, CellResult, FromWorker, ToWorker } from "../cell/messages.ts";
import type { CellEntry } from "../journal/events.ts";
import { NOTHING_SEEN } from "../judge/judge-cell.ts";
import type { WorkerLog } from "./worker-log.ts";

export interface WorkerHooks {
  /** Called with the worker's pid as soon as it has one: the ledger entry of the process. */
  readonly onStart: (pid: number) => Promise<void>;
  readonly onEntry: (entry: CellEntry, at?: number) => void;
}

/** Runs one cell in a process of its own. Never rejects for what happens in the cell: a broken worker is an `error`. */
export type RunWorker = (order: CellOrder, hooks: WorkerHooks, signal: AbortSignal) => Promise<CellResult>;

/** Grace for the worker to destroy its stand after an abort, in milliseconds. */
const ABORT_GRACE_MS = 60_000;
/** What left the worker's process group may hold its output open. */
const LAST_WORDS_MS = 1_000;

/**
 * `env` is the whole environment of the worker and, through it, of Pulumi and its plugins. The worker leads a process group
 * of its own so that a terminal's Ctrl-C reaches only the CLI, which then tells the workers in order.
 */
export function forkWorker(env: NodeJS.ProcessEnv, logOf: (order: CellOrder) => WorkerLog): RunWorker {
  return async (order, hooks, signal) => {
    const log = logOf(order);
    const child = fork(codeFile("../cell/worker", import.meta.url), [], {
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const over = new Promise((resolve) => child.once("close", resolve));
    for (const stream of [child.stdout, child.stderr]) if (stream) log.follow(stream);
    const abort = () => stop(child);
    try {
      if (child.pid !== undefined) await hooks.onStart(child.pid);
      const result = converse(child, order, hooks);
      signal.addEventListener("abort", abort, { once: true });
      if (signal.aborted) abort();
      return await result;
    } catch (error) {
      // What could not be written down does not go on: nobody would find it after a kill.
      return broken(hooks, `its worker process could not be recorded: ${messageOf(error)}`);
    } finally {
      signal.removeEventListener("abort", abort);
      endGroup(child);
      await Promise.race([over, sleep(LAST_WORDS_MS, undefined, { ref: false })]);
      child.stdout?.destroy();
      child.stderr?.destroy();
      log.close();
    }
  };
}

function converse(child: ChildProcess, order: CellOrder, hooks: WorkerHooks): Promise<CellResult> {
  return new Promise((resolve) => {
    let result: CellResult | undefined;
    child.on("message", (message: FromWorker) => {
      if (message.type === "entry") hooks.onEntry(message.entry, message.at);
      else if (message.type === "done") result = message.result;
      else result = broken(hooks, message.message);
    });
    child.on("error", (error) => {
      // Of a process that did start (a message to one that has just died), its exit tells more.
      if (child.pid === undefined) resolve(broken(hooks, `worker process could not start: ${error.message}`));
    });
    child.once("exit", (code, killedBy) =>
      resolve(
        result ??
          broken(hooks, `worker process ended early (${killedBy ?? `exit code ${code}`}); see its log`),
      ),
    );
    send(child, { type: "order", order });
  });
}

function broken({ onEntry }: WorkerHooks, reason: string): CellResult {
  onEntry({ type: "cell.ended", ...NOTHING_SEEN, verdict: "error", observed: null, reason });
  return { verdict: "error", standUsable: false };
}

function stop(child: ChildProcess): void {
  send(child, { type: "abort" });
  setTimeout(() => endGroup(child), ABORT_GRACE_MS).unref();
}

/** Whatever the worker left in its process group (a Pulumi CLI, a watch) ends with it. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is gone already: the usual case.
  }
}

function send(child: ChildProcess, message: ToWorker): void {
  if (child.connected) child.send(message);
}
