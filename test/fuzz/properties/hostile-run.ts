import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { SyntheticJournal, syntheticCell, topNodes } from "../../synthetic-journal.ts";

/** A run whose every name and every word is the same hostile text. */
export function runOf(text: string) {
  const named = {
    id: text,
    title: text,
    mode: text,
    threads: [text],
    platform: { distribution: text, version: text },
    words: {
      fault: text,
      reports: [{ ref: text, quote: text }],
      fix: text,
      claim: { by: text, quote: text },
      why: text,
    },
  };
  const failed = syntheticCell(text, text, named);
  const left = syntheticCell(`${text}-2`, text, { ...named, id: `${text}-2` });
  const sample = { ...topNodes(11, 1, text), vantage: text };
  const { events } = new SyntheticJournal()
    .started([failed], [{ cell: left, reason: text }])
    .attempt(failed, 10, "fail", 1, text, {
      textsSeen: [{ observable: text, vantage: text, text, firstMs: 1, count: 1 }],
      signatures: [{ signature: text, at: 1, where: text, text }],
    })
    .cell(11, failed.id, { type: "sample", phase: "symptom", sample })
    .cell(12, failed.id, { type: "act", phase: "fix", command: text, exit: 1, text })
    .cell(70, failed.id, { type: "evidence", command: text, exit: 1, text })
    .cell(80, failed.id, { type: "phase.started", phase: "fix" })
    .cell(81, failed.id, { type: "phase.ended", phase: "fix", outcome: "failed", message: text })
    .add(90, { type: "run.ended", outcome: "failed", message: text });
  return { events, matrix: matrixFrom(events) };
}
