import { delimiter } from "node:path";
import { KUBECTL_ENV } from "../../../base/kube/kubectl-env.ts";
import { nameOfSignature } from "../../judge/match-signature.ts";
import { symptomProgress } from "../../judge/symptom.ts";
import { sidesOf } from "../../judge/vantage.ts";
import { viewOf } from "../../judge/view.ts";
import { waitFor } from "../../judge/wait.ts";
import { type ObserveOptions, observeStand } from "../../observe/observe-stand.ts";
import { observationPlan } from "../../observe/plan.ts";
import type { Scenario } from "../../scenario/types.ts";
import type { StandUp } from "../../stand/stand.ts";

/** A command as typed, and what it printed. */
interface Typed {
  readonly command: string;
  readonly output: string;
}

/** `command` is the scenario's own failing one, where it must be of a server that fails, and `output` what it prints. */
export interface SeenSymptom extends Typed {
  readonly shown: boolean;
  /** Why not, when it did not show. */
  readonly reason?: string;
  readonly signatures: readonly string[];
  /** The same command where it works, if the fault shows on some servers only. */
  readonly works?: Typed;
}

interface SymptomDeps extends Pick<ObserveOptions, "kubectl" | "scratchDir" | "exec" | "clock" | "signal"> {
  readonly scenario: Scenario;
  readonly up: StandUp;
  /** Folder with the kubectl to type with. */
  readonly bin: string;
  /** What the fault does beside the update; done while somebody watches, as what follows may be over within milliseconds. */
  readonly act: () => Promise<void>;
}

/** A cluster that has just been made needs this long, in seconds, before its metrics-server says anything. */
const START_SECONDS = 60;
/** Of a command that is typed. */
const TIMEOUT_MS = 60_000;

/** Waits until every documented signature was seen once; unlike a cell it does not wait for it to persist. */
export async function seeSymptom(stand: SymptomDeps): Promise<SeenSymptom> {
  const { scenario, up, clock, signal } = stand;
  const { persists: _p, transient: _t, staysNormal: _s, ...shown } = scenario.symptom;
  const observer = await observeStand({
    ...stand,
    ...up,
    plan: observationPlan(scenario),
    onSample: () => {},
    onNodes: () => {},
  });
  const from = clock.now();
  const once = { ...shown, withinSeconds: shown.withinSeconds + START_SECONDS };
  try {
    observer.enter("symptom");
    await observer.relist();
    await stand.act();
    const bounds = { from, deadlineFrom: clock.now() };
    const seen = await waitFor((view) => symptomProgress(once, view, bounds), { observer, clock, signal });
    const sides = sidesOf(scenario.symptom, viewOf(observer, clock.now()));
    const working = sides?.working[0];
    return {
      shown: seen.state === "done",
      ...(seen.state === "failed" && { reason: seen.reason }),
      signatures: shown.signatures.map(nameOfSignature),
      ...(await typed(stand, sides?.failing[0])),
      ...(working !== undefined && { works: await typed(stand, working) }),
    };
  } finally {
    await observer.stop();
  }
}

/** The command as a reporter types it, of one server where that matters, with a discovery cache of its own as ever. */
export async function typed(
  { scenario, up, bin, scratchDir, exec, signal }: Omit<SymptomDeps, "kubectl" | "clock" | "act">,
  vantage: string | undefined,
): Promise<Typed> {
  const server = up.servers.find(({ name }) => name === vantage);
  const asDocumented = scenario.symptom.command;
  const command = server ? asDocumented.replace(/^\S+/, `kubectl --server=${server.url}`) : asDocumented;
  const { stdout, stderr } = await exec("sh", ["-c", command], {
    env: {
      ...KUBECTL_ENV,
      KUBECONFIG: up.kubeconfig,
      KUBECACHEDIR: `${scratchDir}/typed`,
      PATH: [bin, process.env.PATH].join(delimiter),
    },
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  return { command, output: [stdout, stderr].filter(Boolean).join("\n").trimEnd() };
}
