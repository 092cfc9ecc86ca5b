import type { Explanation } from "./explain.ts";
import { fixLines } from "./fix-lines.ts";

/** An explanation for people. */
export function explanationLines(explanation: Explanation): readonly string[] {
  const {
    code,
    mode,
    title,
    meaning,
    fault,
    command,
    inTheAct,
    signatures,
    alike,
    corrections,
    sources,
    fixes,
  } = explanation;
  return [
    `${code} (${mode}): ${title}`,
    meaning,
    "",
    `the fault: ${fault}`,
    `how it shows: ${command}, and all of these`,
    ...signatures.map((signature) => `  ${signature}`),
    ...(inTheAct
      ? [
          `it leaves nothing to look at later: do this while \`faultline diagnose --for ${code}\` looks, and take back what stays of it`,
          ...inTheAct.map((line) => `  ${line}`),
        ]
      : []),
    ...alike.map((other) => `not told from ${other.code}: ${other.why}`),
    ...(corrections.length > 0 ? ["", "what is said, and what is true:"] : []),
    ...corrections.map((correction) => `  ${correction}`),
    ...fixes.flatMap((fix) => ["", ...fixLines(fix)]),
    "",
    `sources: ${sources.join(", ")}`,
  ];
}
