import type { ExecResult } from "../../base/exec.ts";
import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";
import { bothOutputs } from "../../base/text/both-outputs.ts";
import type { CellEntry } from "../journal/events.ts";
import { runKubectl } from "../observe/kubectl.ts";
import type { ObserveOptions } from "../observe/observe-stand.ts";
import { withNodeNames } from "../scenario/node-names.ts";
import type { Act } from "../scenario/types.ts";

/** `host` is set where the stand is a virtual cluster. */
type ActDeps = Pick<
  ObserveOptions,
  "kubectl" | "kubeconfig" | "host" | "nodes" | "scratchDir" | "exec" | "clock" | "signal"
>;

type ActDone = Omit<Extract<CellEntry, { type: "act" }>, "type" | "phase">;

export class ActFailed extends FaultlineError {
  readonly code = "ACT_FAILED";
  readonly exit = EXIT_CODES.infrastructure.code;
}

const RETRY_MS = 1_000;
/** Of one command, where the act does not say. */
export const ACT_SECONDS = 30;

/**
 * Performs one imperative stimulus as the reporter would type it. With `until` it is repeated every second until exit code and
 * output are as wanted.
 * @throws ActFailed when it does not come out as the scenario says.
 */
export async function performAct(act: Act, deps: ActDeps): Promise<ActDone> {
  const deadline = deps.clock.now() + (act.until?.withinSeconds ?? 0) * 1_000;
  for (;;) {
    const { done, asWanted } = await tryAct(act, deps);
    if (asWanted) return done;
    if (deps.clock.now() >= deadline)
      throw new ActFailed(
        `\`${done.command}\` (${act.why}) ended with exit code ${done.exit}: ${done.text || "no output"}`,
      );
    await deps.clock.sleep(RETRY_MS, deps.signal);
  }
}

async function tryAct(act: Act, deps: ActDeps): Promise<{ done: ActDone; asWanted: boolean }> {
  const typed = (list: readonly string[]) => list.map((word) => withNodeNames(word, deps.nodes));
  const names = act.namesFrom ? await kubectl(act, typed(act.namesFrom), deps) : undefined;
  const words = names?.stdout.split(/\s+/).filter(Boolean) ?? [];
  const args = [...typed(act.kubectl), ...words];
  const command = `kubectl ${args.join(" ")}${act.on === "host" ? " # on the host cluster" : ""}`;
  if (names && words.length === 0)
    return { done: { command, exit: names.exitCode, text: names.stderr || "no names yet" }, asWanted: false };
  const result = await kubectl(act, args, deps);
  const text = bothOutputs(result);
  const asWanted = result.exitCode === (act.expectExit ?? 0) && (act.until?.output.test(text) ?? true);
  return { done: { command, exit: result.exitCode, text }, asWanted };
}

function kubectl(act: Act, args: readonly string[], deps: ActDeps): Promise<ExecResult> {
  const { kubeconfig } = act.on === "host" ? hostOf(deps) : deps;
  const timeoutMs = (act.timeoutSeconds ?? ACT_SECONDS) * 1_000;
  return runKubectl({ ...deps, kubeconfig, cacheDir: `${deps.scratchDir}/act`, timeoutMs }, args);
}

function hostOf({ host }: ActDeps): { readonly kubeconfig: string } {
  if (host) return host;
  throw new ActFailed("an act is meant for the host cluster, but the stand has no virtual cluster");
}
