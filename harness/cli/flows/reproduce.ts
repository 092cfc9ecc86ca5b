import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { EXIT_CODES, type ExitCode } from "../../../base/exit-codes.ts";
import type { StandSpec } from "../../../stacks/spec.ts";
import { showProgress } from "../../../toolchain/index.ts";
import { performAct } from "../../cell/act.ts";
import { waitForAgeOfCluster } from "../../cell/wait-for-age.ts";
import type { CliContext } from "../../context.ts";
import { kubernetesOf } from "../../plan/cell-platform.ts";
import { scenarioNeeds } from "../../plan/component-needs.ts";
import { needsOf } from "../../plan/platform-needs.ts";
import { openEnvironment, type RunEnvironment } from "../../run/environment.ts";
import { newRunId, nodeImageOf, standName } from "../../run/names.ts";
import { openStand } from "../../stand/open-stand.ts";
import { type Output, printResult } from "../output.ts";
import type { PluginChoice } from "../plugin-option.ts";
import { type Choice, choicesFor, firstRunnable } from "./choose-scenario.ts";
import { fixDiffs, type Reproduction, reproLines } from "./repro-text.ts";
import { seeSymptom } from "./see-symptom.ts";

/**
 * `faultline repro`: one `up` straight into the fault, a look at the documented signature, and everything kept. Exit code 1 when the
 * signature did not show (the cluster is kept all the same).
 */
export async function reproduce(
  selector: string,
  { output, plugin }: Output & PluginChoice,
  context: CliContext,
): Promise<ExitCode> {
  const choices = await choicesFor(selector, context);
  const environment = await showProgress({ ...context, stream: context.stderr }, (progress) =>
    openEnvironment({
      run: newRunId(context.clock),
      context,
      ...needsOf(choices.map(({ platform }) => platform)),
      components: [
        ...new Set(choices.flatMap(({ scenario, platform }) => scenarioNeeds(scenario, platform))),
      ],
      kept: true,
      plugin,
      progress,
    }),
  );
  try {
    const choice = firstRunnable(choices, environment.toolchain.missingImages, context.stderr);
    const { scenario } = choice;
    const made = await breakIt(choice, environment, context);
    printResult(context, output, { schema: "faultline/repro@1", ...made }, () =>
      reproLines(scenario, made, context.color),
    );
    await environment.release({ keep: true });
    return made.shown ? EXIT_CODES.ok.code : EXIT_CODES.unexpected.code;
  } catch (error) {
    await environment.release();
    throw error;
  }
}

async function breakIt(
  { scenario, platform }: Choice,
  environment: RunEnvironment,
  context: CliContext,
): Promise<Reproduction> {
  const { toolchain, runDir, pulumiHome, childEnv, run } = environment;
  const { clock, exec, signal } = context;
  const startedAt = clock.now();
  const workDir = join(runDir, "stand");
  const scratchDir = join(workDir, "scratch");
  await mkdir(scratchDir, { recursive: true });
  const faulty = scenario.fault.edit(scenario.healthy(platform));
  const stand = await openStand({
    name: standName(run, 1),
    workDir,
    pulumiHome,
    pulumi: toolchain.tools.pulumi,
    nodeImage: nodeImageOf(platform, toolchain),
    env: childEnv,
  });
  const kubectl = toolchain.kubectl(kubernetesOf(platform));
  const { settleSeconds } = scenario.fault;
  if (settleSeconds !== undefined) {
    const { kubeconfig } = await stand.up(withoutMetricsServer(scenario.healthy(platform)), { signal });
    await waitForAgeOfCluster(settleSeconds, kubeconfig, { clock, signal });
  }
  const up = await stand.up(faulty, { signal });
  const { kubeconfig, host } = up;
  const tools = { kubectl, scratchDir, exec, clock, signal };
  const act = async () => {
    for (const each of scenario.fault.act ?? []) await performAct(each, { ...up, ...tools });
  };
  const seen = await seeSymptom({ scenario, up, bin: toolchain.bin, act, ...tools });
  const elapsedMs = clock.now() - startedAt;
  return {
    run,
    scenario: scenario.id,
    platform,
    kubeconfig,
    ...(host && { hostKubeconfig: host.kubeconfig }),
    bin: toolchain.bin,
    elapsedMs,
    ...seen,
    fixes: await fixDiffs(scenario, platform, faulty, { stand, nodes: up.nodes }),
  };
}

/** A pod of the healthy state would itself be too young to settle for: the fault starts with the first one. */
function withoutMetricsServer(spec: StandSpec): StandSpec {
  return { ...spec, metricsServer: { ...spec.metricsServer, deployment: null } };
}
