import type { ClusterAccess } from "../../../base/kube/cluster-access.ts";
import { KubeconfigError } from "../../../base/kube/errors.ts";
import { readKubeconfig } from "../../../base/kube/kubeconfig.ts";
import { kubeconfigPaths } from "../../../base/kube/kubeconfig-file.ts";
import { secretFilter } from "../../../base/text/secrets.ts";
import type { CliContext } from "../../context.ts";
import type { Diagnosis } from "../../diagnose/judge/diagnosis.ts";
import { look } from "../../diagnose/look.ts";
import { MOST_REQUESTS } from "../../diagnose/observe/read-only.ts";
import { type DiagnosisDocument, documentOf } from "../../diagnose/report/document.ts";
import { exitOf, type Failing } from "../../diagnose/report/exit.ts";
import { sarifOf } from "../../diagnose/report/sarif.ts";
import { suppressionOf } from "../../diagnose/report/suppression.ts";
import { textLines } from "../../diagnose/report/text.ts";
import { loadVerdicts } from "../../plan/load-measured.ts";
import { painter } from "../../report/terminal/paint.ts";
import { loadCatalog } from "../../scenario/load/load.ts";
import type { Scenario } from "../../scenario/types.ts";
import { UsageError } from "../../usage-error.ts";
import { OWN_VERSION } from "../../version.ts";
import { printJson, printLines } from "../output.ts";
import { today } from "../print-diff.ts";
import { requireCode } from "./explain-code.ts";

export interface DiagnoseOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly as?: string;
  readonly namespaceOfVcluster?: string;
  readonly hostKubeconfig?: string;
  readonly hostContext?: string;
  readonly for?: string;
  readonly wait: number;
  readonly failOn: readonly Failing[];
  readonly suppress: readonly string[];
  readonly output: "text" | "json" | "sarif";
}

/** `faultline diagnose`. @throws UsageError for a kubeconfig that cannot be used and options that mean nothing, CredentialPluginError. */
export async function diagnoseCommand(context: CliContext, options: DiagnoseOptions): Promise<void> {
  const { clock, signal, stderr } = context;
  const suppressions = options.suppress.map(suppressionOf);
  const scenarios = await loadCatalog(context.scenarios);
  const lookFor = options.for;
  if (lookFor !== undefined) requireShownInTheAct(lookFor, scenarios);
  const access = await accessTo(context, options.kubeconfig, options.context);
  const host = await hostOf(context, options);
  const meter = { most: MOST_REQUESTS, requests: 0 };
  const day = today(context);
  const onProgress = ({ verdict, reason }: Diagnosis, elapsedMs: number) =>
    void stderr.write(
      `faultline: ${seconds(elapsedMs)}, ${meter.requests} requests: ${verdict}, ${reason}\n`,
    );
  const looked = await look({
    access,
    clock,
    signal,
    meter,
    scenarios,
    waitMs: options.wait * 1_000,
    onProgress,
    ...(options.as !== undefined && { as: options.as }),
    ...(lookFor !== undefined && { lookFor }),
    ...(host && { host }),
  });
  const verdicts = await loadVerdicts(context.scenarios);
  const document = await documentOf(looked, verdicts, {
    suppressions,
    today: day,
    clean: secretFilter(context.env),
  });
  context.setExit(exitOf(document, options.failOn));
  print(context, document, options.output);
}

/** @throws UsageError for a code that there is not, and for one that needs nobody to wait for it. */
function requireShownInTheAct(code: string, scenarios: readonly Scenario[]): void {
  requireCode(
    code,
    scenarios.map(({ id }) => id),
  );
  const those = scenarios.filter(({ symptom }) => symptom.shows !== undefined).map(({ id }) => id);
  if (!those.includes(code))
    throw new UsageError(
      `${code} lasts, and is named without --for, which is for what shows in the act alone: ${those.join(", ")}`,
    );
}

function print(context: CliContext, document: DiagnosisDocument, output: DiagnoseOptions["output"]): void {
  if (output === "json") printJson(context, document);
  else if (output === "sarif") printJson(context, sarifOf(document, OWN_VERSION));
  else printLines(context, textLines(document, painter(context.color)));
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

async function hostOf(context: CliContext, options: DiagnoseOptions) {
  const { namespaceOfVcluster: namespace, hostKubeconfig, hostContext } = options;
  if (namespace === undefined) {
    if (hostKubeconfig !== undefined || hostContext !== undefined)
      throw new UsageError(
        "a host is looked at for a virtual cluster: say where that runs with --namespace-of-vcluster",
      );
    return undefined;
  }
  if (hostKubeconfig === undefined && hostContext === undefined)
    throw new UsageError(
      "say how to reach the host of the virtual cluster: --host-kubeconfig, --host-context or both",
    );
  return { namespace, access: await accessTo(context, hostKubeconfig ?? options.kubeconfig, hostContext) };
}

/** Of the file that is named, else of what kubectl would take; runs the credential plugin of a user who has one. */
async function accessTo(
  { env, exec, signal }: CliContext,
  named: string | undefined,
  context: string | undefined,
): Promise<ClusterAccess> {
  try {
    return await readKubeconfig(kubeconfigPaths(env, named), {
      plugin: { exec, signal },
      ...(context !== undefined && { context }),
    });
  } catch (cause) {
    if (cause instanceof KubeconfigError) throw new UsageError(cause.message, { cause });
    throw cause;
  }
}
