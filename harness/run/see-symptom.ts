import { delimiter } from "node:path";
import { nameOfSignature } from "../judge/match-signature.ts";
import { symptomProgress } from "../judge/symptom.ts";
import { waitFor } from "../judge/wait.ts";
import { observeStand } from "../observe/observe-stand.ts";
import { observationPlan } from "../observe/plan.ts";
import type { Scenario } from "../scenario/types.ts";
import type { Clock } from "../seams/clock.ts";
import type { Exec } from "../seams/exec.ts";
import type { StandUp } from "../stand/stand.ts";

export interface SeenSymptom {
  readonly shown: boolean;
  /** Why not, when it did not show. */
  readonly reason?: string;
  readonly signatures: readonly string[];
  /** What the scenario's own failing command prints. */
  readonly output: string;
}

interface SymptomSeams {
  readonly scenario: Scenario;
  readonly up: StandUp;
  readonly kubectl: string;
  /** Folder with the kubectl to type with. */
  readonly bin: string;
  readonly scratchDir: string;
  readonly exec: Exec;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A cluster that has just been made needs this long, in seconds, before its metrics-server says anything. */
const START_SECONDS = 60;
const TYPED_TIMEOUT_MS = 60_000;

/** Waits until every documented signature was seen once; unlike a cell it does not wait for it to persist. */
export async function seeSymptom(stand: SymptomSeams): Promise<SeenSymptom> {
  const { scenario, up, clock, signal } = stand;
  const { signatures, command } = scenario.symptom;
  const observer = await observeStand({
    ...stand,
    ...up,
    plan: observationPlan(scenario),
    onSample: () => {},
    onNodes: () => {},
  });
  const from = clock.now();
  const once = { signatures, command, withinSeconds: scenario.symptom.withinSeconds + START_SECONDS };
  try {
    observer.enter("symptom");
    const seen = await waitFor((view) => symptomProgress(once, view, { from, deadlineFrom: from }), {
      observer,
      clock,
      signal,
    });
    return {
      shown: seen.state === "done",
      ...(seen.state === "failed" && { reason: seen.reason }),
      signatures: signatures.map(nameOfSignature),
      output: await typed(stand),
    };
  } finally {
    await observer.stop();
  }
}

/** The command as a reporter types it, with a discovery cache of its own as ever. */
async function typed({ scenario, up, bin, scratchDir, exec, signal }: SymptomSeams): Promise<string> {
  const { stdout, stderr } = await exec("sh", ["-c", scenario.symptom.command], {
    env: {
      KUBECONFIG: up.kubeconfig,
      KUBECACHEDIR: `${scratchDir}/typed`,
      PATH: [bin, process.env.PATH].join(delimiter),
    },
    timeoutMs: TYPED_TIMEOUT_MS,
    signal,
  });
  return [stdout, stderr].filter(Boolean).join("\n").trimEnd();
}
