import { readKubeconfig } from "../../base/kube/kubeconfig.ts";
import { messageOf } from "../../base/text/message-of.ts";
import { VCLUSTER_NAMESPACE } from "../../stacks/workloads/vcluster/namespace.ts";
import { USUAL_WAIT_SECONDS } from "../diagnose/decided.ts";
import { look } from "../diagnose/look.ts";
import { type Meter, MOST_REQUESTS } from "../diagnose/observe/read-only.ts";
import { userOf } from "../diagnose/observe/user-of.ts";
import type { CellEntry } from "../journal/events.ts";
import type { Scenario } from "../scenario/types.ts";
import type { StandUp } from "../stand/stand.ts";
import type { CellRun } from "./phases/cell-run.ts";

type Said = Pick<Extract<CellEntry, { type: "diagnosis" }>, "verdict" | "reason" | "findings">;

/**
 * In a run that diagnoses its stands, puts into the journal what `faultline diagnose` says of a cell's cluster, as to somebody who comes
 * to it now and knows nothing of the cell. Never rejects: a look that breaks has found nothing.
 */
export async function diagnoseStand(run: CellRun, up: StandUp, phase: "baseline" | "symptom"): Promise<void> {
  const { catalog } = run;
  if (!catalog) return;
  const meter: Meter = { most: MOST_REQUESTS, requests: 0 };
  const from = run.clock.now();
  const said = await ask(run, catalog, up, meter).catch(
    (error: unknown): Said => ({ verdict: "cannot tell", reason: messageOf(error), findings: [] }),
  );
  run.emit({ type: "diagnosis", phase, ...said, ms: run.clock.now() - from, requests: meter.requests });
}

async function ask(
  { clock, signal, scenario }: CellRun,
  scenarios: readonly Scenario[],
  { kubeconfig, host }: StandUp,
  meter: Meter,
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
