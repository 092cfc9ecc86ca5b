import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { StandSpec } from "../../stacks/spec.ts";
import type { CliContext } from "../cli/context.ts";
import { printJson, printLines } from "../cli/output.ts";
import { selectCells } from "../cli/select/select-cells.ts";
import { EXIT_CODES, type ExitCode } from "../errors/exit-codes.ts";
import { loadScenarios } from "../scenario/load.ts";
import type { Platform, Scenario, Source } from "../scenario/types.ts";
import { openStand } from "../stand/open-stand.ts";
import { performAct } from "./act.ts";
import { openEnvironment, type RunEnvironment } from "./environment.ts";
import { fixDiffs, type Reproduction, reproLines } from "./repro-text.ts";
import { newRunId, standName } from "./run-id.ts";
import { seeSymptom } from "./see-symptom.ts";
import { settle } from "./settle.ts";
import { watchToolchain } from "./watch-toolchain.ts";

/**
 * `faultline repro`: one `up` straight into the fault, a look at the documented signature, and everything kept. Exit code 1 when the
 * signature did not show (the cluster is kept all the same).
 */
export async function reproduce(
  selector: string,
  output: "text" | "json",
  context: CliContext,
): Promise<ExitCode> {
  const scenario = await chosen(selector, context);
  const toolchain = watchToolchain({ ...context, stdout: context.stderr });
  const environment = await openEnvironment({
    run: newRunId(context.clock, randomBytes),
    context,
    kubernetes: scenario.platforms.map(({ version }) => version),
    kept: true,
    progress: toolchain.progress,
  });
  toolchain.stop();
  try {
    const made = await breakIt(scenario, environment, context);
    if (output === "json") printJson(context, { schema: "faultline/repro@1", ...made });
    else printLines(context, reproLines(scenario, made, context.color));
    await environment.release({ keep: true });
    return made.shown ? EXIT_CODES.ok.code : EXIT_CODES.unexpected.code;
  } catch (error) {
    await environment.release();
    throw error;
  }
}

/** The one scenario meant; of a thread's scenarios the one with the shortest name whose report it is. */
async function chosen(selector: string, context: CliContext): Promise<Scenario> {
  const scenarios = (await loadScenarios(context.scenarios)).map(({ scenario }) => scenario);
  const candidates = [...new Set(selectCells(scenarios, [selector]).map(({ scenario }) => scenario))];
  const others = ({ sources }: Scenario) => (sources.some(reports(selector)) ? 0 : 1);
  const ranked = candidates.toSorted((a, b) => others(a) - others(b) || a.id.length - b.id.length);
  const [scenario, ...rest] = ranked;
  if (rest.length > 0) {
    const names = rest.map(({ id }) => id).join(", ");
    context.stderr.write(`faultline: reproducing ${scenario?.id}; also of this selector: ${names}\n`);
  }
  return scenario as Scenario;
}

const reports = (selector: string) => (source: Source) =>
  source.kind === "report" && selector.toLowerCase().includes(source.ref.toLowerCase());

async function breakIt(
  scenario: Scenario,
  environment: RunEnvironment,
  context: CliContext,
): Promise<Reproduction> {
  const { toolchain, runDir, pulumiHome, childEnv, run } = environment;
  const { clock, exec, signal } = context;
  const startedAt = clock.now();
  const workDir = join(runDir, "stand");
  const scratchDir = join(workDir, "scratch");
  await mkdir(scratchDir, { recursive: true });
  const platform = scenario.platforms[0] as Platform;
  const faulty = scenario.fault.edit(scenario.healthy(platform));
  const stand = await openStand({
    name: standName(run, 1),
    workDir,
    pulumiHome,
    pulumi: toolchain.tools.pulumi,
    nodeImage: toolchain.nodeImage(platform.version),
    env: childEnv,
  });
  const { kubectl } = toolchain.tools;
  const { settleSeconds } = scenario.fault;
  if (settleSeconds !== undefined) {
    const { kubeconfig } = await stand.up(withoutMetricsServer(scenario.healthy(platform)), { signal });
    await settle(settleSeconds, { kubectl, kubeconfig, scratchDir, exec, clock, signal });
  }
  const up = await stand.up(faulty, { signal });
  const { kubeconfig } = up;
  for (const act of scenario.fault.act ?? [])
    await performAct(act, { kubectl, kubeconfig, scratchDir, exec, clock, signal });
  const seen = await seeSymptom({
    scenario,
    up,
    kubectl,
    bin: toolchain.bin,
    scratchDir,
    exec,
    clock,
    signal,
  });
  const elapsedMs = clock.now() - startedAt;
  const diffs = await fixDiffs(scenario, faulty, stand);
  return {
    run,
    scenario: scenario.id,
    platform,
    kubeconfig,
    bin: toolchain.bin,
    elapsedMs,
    ...seen,
    fixes: diffs,
  };
}

/** A pod of the healthy state would itself be too young to settle for: the fault starts with the first one. */
function withoutMetricsServer(spec: StandSpec): StandSpec {
  return { ...spec, metricsServer: { ...spec.metricsServer, deployment: null } };
}
