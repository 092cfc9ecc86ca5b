import { readKubeconfig } from "../../base/kube/kubeconfig.ts";
import { messageOf } from "../../base/text/message-of.ts";
import { VCLUSTER_NAMESPACE } from "../../stacks/workloads/vcluster/namespace.ts";
import { USUAL_WAIT_SECONDS } from "../diagnose/decided.ts";
import { type LookOptions, look } from "../diagnose/look.ts";
import { type Meter, MOST_REQUESTS } from "../diagnose/observe/read-only.ts";
import { userOf } from "../diagnose/observe/user-of.ts";
import type { CellEntry } from "../journal/events.ts";
import type { Scenario } from "../scenario/types.ts";
import type { StandUp } from "../stand/stand.ts";
import type { CellRun } from "./phases/cell-run.ts";

/** Before a fault, while it is put in, or once it has shown. */
type Phase = "baseline" | "fault" | "symptom";
/** How a look differs from anybody's. */
type Special = Partial<Pick<LookOptions, "lookFor" | "waitMs" | "onProgress" | "signal">>;
/** An act may be tried for a minute, and there are several. */
const IN_THE_ACT_MS = 240_000;
type Said = Pick<Extract<CellEntry, { type: "diagnosis" }>, "verdict" | "reason" | "findings">;

/**
 * In a run that diagnoses its stands, puts into the journal what `faultline diagnose` says of a cell's cluster, as to somebody who comes
 * to it now and knows nothing of the cell but what its scenario says that one has to say (`--as`, `--for`). Never rejects: a look that breaks has found nothing.
 */
export async function diagnoseStand(
  run: CellRun,
  up: StandUp,
  phase: Phase,
  special: Special = {},
): Promise<void> {
  const { catalog } = run;
  if (!catalog) return;
  const meter: Meter = { most: MOST_REQUESTS, requests: 0 };
  const from = run.clock.now();
  const said = await ask(run, catalog, up, meter, special).catch(
    (error: unknown): Said => ({ verdict: "cannot tell", reason: messageOf(error), findings: [] }),
  );
  // Half a look is none.
  if ((special.signal ?? run.signal).aborted) return;
  run.emit({ type: "diagnosis", phase, ...said, ms: run.clock.now() - from, requests: meter.requests });
}

/** A look that goes on beside its cell. */
export interface Looking {
  /** Once it has said what it found. Never rejects. */
  readonly done: Promise<void>;
  /** Ends one that has not; it says nothing then. */
  stop(): void;
}

/** The same for a fault that shows in the act alone, which is looked for: whatever is done from now on is seen. Undefined in a run that does not diagnose. */
export async function lookInTheAct(run: CellRun, up: StandUp): Promise<Looking | undefined> {
  if (!run.catalog) return undefined;
  const begun = Promise.withResolvers<void>();
  const end = new AbortController();
  const done = diagnoseStand(run, up, "fault", {
    lookFor: run.scenario.id,
    waitMs: IN_THE_ACT_MS,
    onProgress: () => begun.resolve(),
    signal: AbortSignal.any([run.signal, end.signal]),
  });
  await Promise.race([begun.promise, done]);
  return { done, stop: () => end.abort() };
}

async function ask(
  { clock, signal, scenario }: CellRun,
  scenarios: readonly Scenario[],
  { kubeconfig, host }: StandUp,
  meter: Meter,
  special: Special,
): Promise<Said> {
  const as = userOf(scenario);
  const { diagnosis } = await look({
    access: await readKubeconfig(kubeconfig),
    clock,
    signal,
    meter,
    scenarios,
    waitMs: USUAL_WAIT_SECONDS * 1_000,
    onProgress: () => {},
    ...special,
    ...(as !== undefined && { as }),
    ...(host && {
      host: { access: await readKubeconfig(host.kubeconfig), namespace: VCLUSTER_NAMESPACE },
    }),
  });
  const { verdict, reason, findings } = diagnosis;
  return {
    verdict,
    reason,
    findings: findings.map(({ reading, alike }) => ({
      code: reading.scenario.id,
      alike: alike.map((each) => each.reading.scenario.id),
    })),
  };
}
