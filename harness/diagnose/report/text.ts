import { firstLine } from "../../../base/text/first-line.ts";
import { oneLine } from "../../report/clean-text.ts";
import type { Paint } from "../../report/terminal/paint.ts";
import type { DiagnosisDocument, FindingDocument } from "./document.ts";
import { fixLines } from "./fix-lines.ts";

const STYLE = { healthy: "green", known: "red", unknown: "magenta", "cannot tell": "yellow" } as const;
/** What else is known to look like nothing here: more would bury what is. */
const RULED_OUT = 5;

/** A diagnosis for people: what it is, what was seen, what to do, and what it is not. */
export function textLines(document: DiagnosisDocument, paint: Paint): readonly string[] {
  const { verdict, reason, findings, passed, ruledOut, open, unseen } = document;
  return [
    `${paint(STYLE[verdict], verdict)}: ${oneLine(reason)}`,
    ...findings.flatMap((finding) => ["", ...findingLines(finding, paint)]),
    ...passed.map(({ code, title }) => `passed by itself while it was looked at: ${code}, ${title}`),
    ...(unseen ? [`looked for in vain: ${unseen.code}: ${oneLine(unseen.because)}`] : []),
    ...section("not told apart, because something could not be looked at", open, open.length),
    ...(verdict === "healthy" ? [] : section("ruled out", ruledOut, RULED_OUT)),
  ];
}

function section(title: string, told: DiagnosisDocument["open"], most: number): readonly string[] {
  if (told.length === 0) return [];
  const more = told.length - most;
  const alike = Map.groupBy(told.slice(0, most), ({ because }) => because);
  return [
    "",
    `${title}:`,
    ...[...alike].map(([because, all]) => `  ${all.map(({ code }) => code).join(", ")}: ${oneLine(because)}`),
    ...(more > 0 ? [`  and ${more} more (-o json has all)`] : []),
  ];
}

function findingLines(finding: FindingDocument, paint: Paint): readonly string[] {
  const { code, mode, title, resource, evidence, alike, fixes, suppressed } = finding;
  return [
    paint("bold", `${code} (${mode}) at ${resource}: ${title}`),
    ...(suppressed ? [`  suppressed until ${suppressed.until}: ${oneLine(suppressed.reason)}`] : []),
    ...evidence.map(
      ({ where, text, at }) =>
        `  seen at ${where}${at === null ? "" : `, ${at}`}: ${oneLine(firstLine(text))}`,
    ),
    ...alike.map((other) => `  or ${other.code}, ${other.title}: ${other.why}`),
    ...fixes.flatMap((fix) => ["", ...fixLines(fix)]),
  ];
}
