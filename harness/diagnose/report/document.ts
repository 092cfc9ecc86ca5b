import type { MeasuredVerdicts } from "../../plan/measured-verdict.ts";
import { type Advice, adviceFor } from "../fixes/advise.ts";
import type { Verdict } from "../judge/diagnosis.ts";
import type { Reading } from "../judge/reading.ts";
import type { Looked } from "../look.ts";
import { type Suppression, suppressing } from "./suppression.ts";

/** One thing that was seen, verbatim. */
interface Evidence {
  readonly signature: string;
  /** The API server, pod, object or namespace. */
  readonly where: string;
  readonly text: string;
  /** ISO 8601; null for what is so now. */
  readonly at: string | null;
}

export interface FindingDocument {
  /** The scenario's id: stable. */
  readonly code: string;
  readonly mode: string;
  readonly title: string;
  /** Where metrics-server is: "kube-system/metrics-server". */
  readonly resource: string;
  readonly evidence: readonly Evidence[];
  /** Codes of which nothing that was looked at tells it. */
  readonly alike: readonly { readonly code: string; readonly title: string; readonly why: string }[];
  readonly fixes: readonly Advice[];
  readonly suppressed: { readonly until: string; readonly reason: string } | null;
}

interface Told {
  readonly code: string;
  readonly because: string;
}

/** What `faultline diagnose` says, in every format: faultline/diagnosis@1. Two looks at one state give the same. */
export interface DiagnosisDocument {
  readonly schema: "faultline/diagnosis@1";
  readonly verdict: Verdict;
  readonly reason: string;
  readonly cluster: { readonly kubernetes: string | null; readonly metricsServer: string | null };
  readonly findings: readonly FindingDocument[];
  /** Shown during the look, and over by itself: no findings. */
  readonly passed: readonly Pick<FindingDocument, "code" | "mode" | "title" | "evidence">[];
  readonly ruledOut: readonly Told[];
  /** Neither: what was denied, did not answer or was not asked. */
  readonly open: readonly Told[];
  /** What was looked for (`--for`) and has not shown. */
  readonly unseen?: Told;
}

interface DocumentOptions {
  readonly suppressions: readonly Suppression[];
  /** "2026-11-29". */
  readonly today: string;
  /** Leaves secrets out of what a cluster said. */
  readonly clean: (text: string) => string;
}

export async function documentOf(
  looked: Looked,
  verdicts: MeasuredVerdicts,
  { suppressions, today, clean }: DocumentOptions,
): Promise<DiagnosisDocument> {
  const { diagnosis, cluster, args } = looked;
  const resource = `${cluster.namespace}/${cluster.deployment}`;
  const findings: FindingDocument[] = [];
  for (const { reading, alike } of diagnosis.findings) {
    const code = reading.scenario.id;
    const known = suppressing(suppressions, { code, resource }, today);
    findings.push({
      ...headOf(reading, looked, clean),
      resource,
      alike: alike.map(({ reading: other, why }) => ({
        code: other.scenario.id,
        title: other.scenario.title,
        why,
      })),
      fixes: await adviceFor(reading.scenario, verdicts, cluster, { ...cluster, args }),
      suppressed: known ? { until: known.until, reason: known.reason } : null,
    });
  }
  return {
    schema: "faultline/diagnosis@1",
    verdict: diagnosis.verdict,
    reason: clean(diagnosis.reason),
    cluster: { kubernetes: cluster.kubernetes ?? null, metricsServer: cluster.metricsServer ?? null },
    findings,
    passed: diagnosis.passed.map((reading) => headOf(reading, looked, clean)),
    ruledOut: diagnosis.ruledOut.map((reading) => told(reading, clean)),
    open: diagnosis.open.map((reading) => told(reading, clean)),
    ...(looked.unseen && { unseen: told(looked.unseen, clean) }),
  };
}

const told = ({ scenario, because }: Reading, clean: DocumentOptions["clean"]): Told => ({
  code: scenario.id,
  because: clean(because),
});

function headOf({ scenario, signs }: Reading, { verbatim }: Looked, clean: DocumentOptions["clean"]) {
  const evidence = signs.flatMap((sign): Evidence[] => {
    if (sign.state !== "shown") return [];
    const { where, text, at } = sign.match;
    const isNow = !/ log line |^log line |^event /.test(sign.signature);
    return [
      {
        signature: sign.signature,
        where,
        text: clean(verbatim.get(text) ?? text),
        at: isNow ? null : new Date(at).toISOString(),
      },
    ];
  });
  return { code: scenario.id, mode: scenario.mode, title: scenario.title, evidence };
}
