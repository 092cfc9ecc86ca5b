import { fork } from "node:child_process";
import { codeFile } from "../../base/code-file.ts";
import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";
import type { LocatedProblem } from "../scenario/errors.ts";
import type { Draft } from "./draft.ts";

/** Which scenario of which folder (absolute). */
export interface LoadOrder {
  readonly dir: string;
  readonly id: string;
}

/** `files`: the scenario's and those that it imports, absolute. */
export type Loaded =
  | { readonly draft: Draft; readonly files: readonly string[] }
  | { readonly problems: readonly LocatedProblem[]; readonly files: readonly string[] }
  | { readonly crashed: string };

/** The process that loads a scenario ended without a word of it. */
class ScenarioNotLoaded extends FaultlineError {
  readonly code = "SCENARIO_NOT_LOADED";
  readonly exit = EXIT_CODES.infrastructure.code;
}

/**
 * Loads and checks a scenario in a process of its own, as `faultline check` does. Rejects with the signal's reason when aborted.
 * @throws ScenarioNotLoaded where that process breaks: what is wrong with a file is no such case.
 */
export async function loadDraft(
  order: LoadOrder,
  { env, signal }: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<Exclude<Loaded, { readonly crashed: string }>> {
  signal.throwIfAborted();
  // Regular expressions go through as they are; JSON would lose them. What a scenario prints is no answer of ours.
  const child = fork(codeFile("./load-worker", import.meta.url), [], {
    env,
    serialization: "advanced",
    // A terminal's Ctrl-C is told by the signal.
    detached: true,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const end = () => void child.kill("SIGKILL");
  signal.addEventListener("abort", end, { once: true });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  let loaded: Loaded | undefined;
  child.on("message", (message: Loaded) => {
    loaded = message;
  });
  child.on("error", (error) => {
    said += error.message;
  });
  child.send(order, () => {});
  try {
    await new Promise((resolve) => child.once("close", resolve));
  } finally {
    signal.removeEventListener("abort", end);
  }
  signal.throwIfAborted();
  if (loaded && !("crashed" in loaded)) return loaded;
  const why = loaded?.crashed ?? (said.trim() || "it ended without a word");
  throw new ScenarioNotLoaded(
    `scenario ${order.id} could not be loaded: ${why}; \`faultline check\` loads it too`,
  );
}
