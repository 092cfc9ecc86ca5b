import { delimiter } from "node:path";
import { KUBECTL_ENV } from "../../../base/kube/kubectl-env.ts";
import { bothOutputs } from "../../../base/text/both-outputs.ts";
import { secretFilter } from "../../../base/text/secrets.ts";
import { nameOfSignature } from "../../judge/match-signature.ts";
import { symptomProgress } from "../../judge/symptom.ts";
import { sidesOf } from "../../judge/vantage.ts";
import { type View, viewOf } from "../../judge/view.ts";
import { waitFor } from "../../judge/wait.ts";
import { type ObserveOptions, observeStand } from "../../observe/observe-stand.ts";
import { observationPlan } from "../../observe/plan.ts";
import { withNodeNames } from "../../scenario/node-names.ts";
import type { Scenario, Signature, Symptom } from "../../scenario/types.ts";
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

/** A metrics-server pod is healthy 17 to 32 s after its start; what lasts half as long again is not its start. */
const OUTLIVES_START_SECONDS = 48;

/**
 * The symptom as it is to be seen in a cluster that begins with the fault. There was no healthy state, so one that persists must outlive
 * a healthy start; one that clears by itself only has to be seen. No pod was ready before.
 */
export function symptomFromTheStart({ transient: _, persists, ...symptom }: Symptom): Symptom {
  const seconds = Math.max(persists?.seconds ?? 0, OUTLIVES_START_SECONDS);
  const withinSeconds = symptom.withinSeconds + START_SECONDS;
  const signatures = symptom.signatures.filter(({ kind }) => kind !== "pod").map(ofAnyPod);
  return { ...symptom, signatures, withinSeconds, ...(persists && { persists: { seconds } }) };
}

/** Every pod came with the fault, though whoever looks may find it there. */
function ofAnyPod(signature: Signature): Signature {
  if (signature.kind !== "log") return signature;
  const { ofNewPod: _, ...line } = signature;
  return line;
}

/** The same of what was seen: the fault is older than whoever looks, and so may be the lines that tell of it. */
export function linesFromTheStart(view: View): View {
  const samples = view.samples.map((sample) =>
    sample.kind === "log" ? { ...sample, writtenAt: sample.seenAt } : sample,
  );
  return { ...view, samples };
}

/** Waits until the fault shows as documented, what it is to leave alone works, and a persisting symptom has persisted. */
export async function seeSymptom(stand: SymptomDeps): Promise<SeenSymptom> {
  const { scenario, up, clock, signal } = stand;
  const symptom = symptomFromTheStart(scenario.symptom);
  const observer = await observeStand({
    ...stand,
    ...up,
    plan: observationPlan(scenario),
    onSample: () => {},
    onNodes: () => {},
  });
  const from = clock.now();
  try {
    observer.enter("symptom");
    await observer.relist();
    await stand.act();
    const bounds = { from, deadlineFrom: clock.now() };
    const judge = (view: View) => symptomProgress(symptom, linesFromTheStart(view), bounds);
    const seen = await waitFor(judge, { observer, clock, signal });
    const sides = sidesOf(scenario.symptom, viewOf(observer, clock.now()));
    const working = sides?.working[0];
    return {
      shown: seen.state === "done",
      ...(seen.state === "failed" && { reason: seen.reason }),
      signatures: symptom.signatures.map(nameOfSignature),
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
  const asDocumented = withNodeNames(scenario.symptom.command, up.nodes);
  const command = server ? asDocumented.replace(/^\S+/, `kubectl --server=${server.url}`) : asDocumented;
  const result = await exec("sh", ["-c", command], {
    env: {
      ...KUBECTL_ENV,
      KUBECONFIG: up.kubeconfig,
      KUBECACHEDIR: `${scratchDir}/typed`,
      PATH: [bin, process.env.PATH].join(delimiter),
    },
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  return { command, output: secretFilter(process.env)(bothOutputs(result).trimEnd()) };
}
