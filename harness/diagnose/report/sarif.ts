import type { DiagnosisDocument } from "./document.ts";

/** A diagnosis as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): a rule for each code, a result for each finding. */
export function sarifOf(document: DiagnosisDocument, version: string): object {
  const { findings, verdict, reason } = document;
  const rules = findings.map(({ code, title, mode }) => ({
    id: code,
    shortDescription: { text: title },
    properties: { mode },
  }));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "faultline", semanticVersion: version, rules } },
        invocations: [
          {
            executionSuccessful: verdict !== "cannot tell",
            toolExecutionNotifications:
              verdict === "known" || verdict === "healthy"
                ? []
                : [{ level: verdict === "unknown" ? "error" : "warning", message: { text: reason } }],
          },
        ],
        results: findings.map(({ code, title, resource, evidence, fixes, suppressed }, ruleIndex) => ({
          ruleId: code,
          ruleIndex,
          level: "error",
          message: {
            text: [
              title,
              ...evidence.map(({ where, text }) => `${where}: ${text}`),
              ...fixes.map(({ title: fix, measured }) => `${fix}: ${measured}`),
            ].join("\n"),
          },
          locations: [{ logicalLocations: [{ fullyQualifiedName: resource, kind: "resource" }] }],
          ...(suppressed && {
            suppressions: [{ kind: "external", status: "accepted", justification: suppressed.reason }],
          }),
        })),
      },
    ],
  };
}
