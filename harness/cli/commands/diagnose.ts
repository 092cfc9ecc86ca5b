import { type Command, Option } from "commander";
import type { CliContext } from "../../context.ts";
import { USUAL_WAIT_SECONDS } from "../../diagnose/decided.ts";
import { FAILING, type Failing } from "../../diagnose/report/exit.ts";
import { UsageError } from "../../usage-error.ts";
import { wholeNumber } from "../../whole-number.ts";
import type { DiagnoseOptions } from "../flows/diagnose-command.ts";

export function registerDiagnose(program: Command, context: CliContext): void {
  program
    .command("diagnose")
    .description(
      "say what is wrong with the metrics of a cluster that you have, by the signatures of the catalog, and which fix was measured to heal it; sends GETs alone, starts nothing but the credential plugin of the kubeconfig's user, changes nothing: 0 healthy, 1 a known fault, 4 cannot tell, 5 broken and unknown",
    )
    .option(
      "--kubeconfig <file>",
      "the cluster's; else $KUBECONFIG's files, merged as in kubectl, else ~/.kube/config",
    )
    .option("--context <name>", "another context of it than the current one")
    .option("--as <user>", "on whose behalf `kubectl top` is asked as well")
    .option(
      "--namespace-of-vcluster <namespace>",
      "where the control plane of a virtual cluster runs on its host",
    )
    .option("--host-kubeconfig <file>", "the kubeconfig of that host, where it is another file")
    .option("--host-context <name>", "the context of that host")
    .option(
      "--for <code>",
      "go on looking until this one shows, or --wait is over: for what shows only while it is done; `faultline explain <code>` has its commands",
    )
    .option(
      "--wait <seconds>",
      "the longest that a look may take; it ends as soon as more would tell no more",
      wholeNumber(600),
      USUAL_WAIT_SECONDS,
    )
    .addOption(
      new Option("--fail-on <verdicts>", "which verdicts end with a code other than 0, comma between them")
        .argParser(failOnOf)
        .default([...FAILING], FAILING.join(",")),
    )
    .addOption(
      new Option(
        "--suppress <code=resource@date: reason>",
        "a finding that is known and fails nothing until that day; may be given several times",
      )
        .argParser((text: string, all: readonly string[]) => [...all, text])
        .default([], "none"),
    )
    .addOption(
      new Option("-o, --output <format>", "for people or for scripts")
        .choices(["text", "json", "sarif"])
        .default("text"),
    )
    .action(async (options: DiagnoseOptions) => {
      const { diagnoseCommand } = await import("../flows/diagnose-command.ts");
      await diagnoseCommand(context, options);
    });
}

/** "findings,unknown". @throws UsageError for a verdict that there is not. */
function failOnOf(text: string): readonly Failing[] {
  return text.split(",").map((name) => {
    const known = FAILING.find((each) => each === name.trim());
    if (!known) throw new UsageError(`--fail-on "${name}" is none of ${FAILING.join(", ")}`);
    return known;
  });
}
