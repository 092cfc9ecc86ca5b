import { nameOfSignature } from "../../judge/match-signature.ts";
import type { MeasuredVerdicts } from "../../plan/measured-verdict.ts";
import { commandLine } from "../../scenario/command-line.ts";
import type { Scenario } from "../../scenario/types.ts";
import { type Advice, adviceFor } from "../fixes/advise.ts";

/** What `faultline explain` says of a code: faultline/explanation@1. */
export interface Explanation {
  readonly schema: "faultline/explanation@1";
  readonly code: string;
  readonly mode: string;
  readonly title: string;
  /** What goes wrong, in one sentence. */
  readonly meaning: string;
  readonly fault: string;
  readonly command: string;
  /** Where it shows only while they are done: the commands that bring it. */
  readonly inTheAct?: readonly string[];
  /** All of them are to be seen. */
  readonly signatures: readonly string[];
  readonly alike: readonly { readonly code: string; readonly why: string }[];
  /** What the reports get wrong. */
  readonly corrections: readonly string[];
  readonly sources: readonly string[];
  readonly fixes: readonly Advice[];
  readonly [field: string]: unknown;
}

const NOWHERE = { kubernetes: undefined, metricsServer: undefined };
const USUAL = { namespace: "kube-system", deployment: "metrics-server", args: [] };

export async function explain(
  scenario: Scenario,
  meaning: string,
  verdicts: MeasuredVerdicts,
): Promise<Explanation> {
  const { id, mode, title, fault, symptom, sources, corrections = [] } = scenario;
  return {
    schema: "faultline/explanation@1",
    code: id,
    mode,
    title,
    meaning,
    fault: fault.summary,
    command: symptom.command,
    ...(symptom.shows && { inTheAct: (fault.act ?? []).map(commandLine) }),
    signatures: symptom.signatures.map(nameOfSignature),
    alike: (symptom.alike ?? []).map(({ scenario: code, why }) => ({ code, why })),
    corrections,
    sources: sources.map(({ ref }) => ref),
    fixes: await adviceFor(scenario, verdicts, NOWHERE, USUAL),
  };
}
