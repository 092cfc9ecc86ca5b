import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../base/clock.ts";
import type { ApiClient } from "../../base/kube/api-client.ts";
import { bothOutputs } from "../../base/text/both-outputs.ts";
import { messageOf } from "../../base/text/message-of.ts";
import type { Sample } from "../journal/events.ts";
import { withNodeNames } from "../scenario/node-names.ts";
import type { Observable } from "../scenario/types.ts";
import { type KubectlRun, runKubectl } from "./kubectl.ts";
import { observableName } from "./observable-name.ts";

export type CommandSample = Extract<Sample, { kind: "command" }>;

/** An API server, and what it takes to ask it. */
export interface Vantage {
  readonly name: string;
  readonly client: ApiClient;
  /** `--server <url>` where there are several servers, else nothing: the kubeconfig says it. */
  readonly kubectlFlags: readonly string[];
}

export interface ProbeDeps extends Pick<KubectlRun, "kubectl" | "kubeconfig" | "exec"> {
  readonly clock: Clock;
  /** Names of the nodes, control planes first. */
  readonly nodes: readonly string[];
  /** An existing folder for kubectl's caches, each removed after its probe. */
  readonly scratchDir: string;
  /** How long one probe waits for its answer. */
  readonly patienceSeconds: number;
}

/** Beyond its own timeout kubectl is given this long to say so. */
const GRACE_SECONDS = 5;

/** Looks once; null if `signal` ended it. Never rejects: a command that fails is what is being looked for. */
export async function probe(
  observable: Observable,
  vantage: Vantage,
  deps: ProbeDeps,
  signal: AbortSignal,
): Promise<CommandSample | null> {
  const startedAt = new Date(deps.clock.now()).toISOString();
  const { exit, text } =
    observable.kind === "raw"
      ? await askRaw(withNodeNames(observable.path, deps.nodes), vantage.client, deps.patienceSeconds, signal)
      : await askKubectl(observable, vantage, deps, signal);
  if (signal.aborted) return null;
  const endedAt = new Date(deps.clock.now()).toISOString();
  return {
    kind: "command",
    observable: observableName(observable),
    vantage: vantage.name,
    startedAt,
    endedAt,
    exit,
    text,
  };
}

interface Answer {
  readonly exit: number;
  readonly text: string;
}

/** kubectl remembers discovery on disk and would call a healed cluster broken: every probe gets a cache of its own. */
async function askKubectl(
  observable: Exclude<Observable, { kind: "raw" }>,
  vantage: Vantage,
  deps: ProbeDeps,
  signal: AbortSignal,
): Promise<Answer> {
  const cache = await mkdtemp(join(deps.scratchDir, "kubectl-"));
  try {
    const flags = [...vantage.kubectlFlags, `--request-timeout=${deps.patienceSeconds}s`];
    const timeoutMs = (deps.patienceSeconds + GRACE_SECONDS) * 1_000;
    const run = { ...deps, cacheDir: cache, timeoutMs, signal };
    const result = await runKubectl(run, [...flags, ...kubectlArgs(observable, deps.nodes)]);
    return { exit: result.exitCode, text: bothOutputs(result) };
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

function kubectlArgs(
  observable: Exclude<Observable, { kind: "raw" }>,
  nodes: readonly string[],
): readonly string[] {
  if (observable.kind === "kubectl") return observable.args.map((word) => withNodeNames(word, nodes));
  return observable.kind === "top-nodes" ? ["top", "nodes"] : ["top", "pods", "-A"];
}

/** Exit code 0 for a 2xx answer, else its HTTP status; 1 without an answer. The text is the body. */
async function askRaw(
  path: string,
  client: ApiClient,
  patienceSeconds: number,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const { status, body } = await client.get(path, { signal, timeoutMs: patienceSeconds * 1_000 });
    return { exit: status >= 200 && status < 300 ? 0 : status, text: body };
  } catch (error) {
    return { exit: 1, text: messageOf(error) };
  }
}
