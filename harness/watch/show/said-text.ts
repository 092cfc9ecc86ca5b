import { firstLine } from "../../../base/text/first-line.ts";
import { oneLine } from "../../report/clean-text.ts";
import { duration } from "../../report/duration.ts";
import type { Row, Said } from "../said.ts";

/** What is said, in one line for a log; undefined for what a log does not need. */
export function saidText(said: Said): string | undefined {
  switch (said.type) {
    case "loaded":
      return `${said.scenario}: ${DOES[said.does]}, because ${oneLine(said.why)}`;
    case "broken":
      return `the file is not right, and its next save is waited for: ${said.problems.map(problemText).join("; ")}`;
    case "stand":
      return standText(said);
    case "phase": {
      const why = said.message === undefined ? "" : `: ${oneLine(said.message)}`;
      return said.outcome === "interrupted" ? undefined : `${said.phase} ${said.outcome}${why}`;
    }
    case "act":
      return `typed: ${oneLine(said.command)} (exit code ${said.exit})`;
    case "row":
      return `${said.state.padEnd(7)}  ${oneLine(said.name)}: ${rowText(said)}`;
    case "symptom":
      return `symptom ${said.state}: ${oneLine(said.note)}`;
    case "recovery":
      return `fix ${said.fix}: ${said.outcome} (expected: ${said.expected}): ${oneLine(said.note)}`;
    case "failed":
      return `the round ended, and the next save begins another: ${oneLine(said.message)}`;
  }
}

const DOES: Readonly<Record<Extract<Said, { type: "loaded" }>["does"], string>> = {
  begin: "begins",
  nothing: "nothing to do",
  judge: "judged anew, without touching the cluster",
  again: "back to the healthy state, and broken again",
  "new stand": "a new stand",
};

/** As editors and `faultline check` name a place. */
export function problemText({
  file,
  line,
  column,
  message,
}: Extract<Said, { type: "broken" }>["problems"][number]): string {
  return oneLine(`${file}:${line}:${column}: ${message}`);
}

function standText({ state, run, platform, kubeconfig, bin }: Extract<Said, { type: "stand" }>): string {
  switch (state) {
    case "preparing":
      return "the toolchain and the engine are made ready";
    case "making":
      return `the stand of run ${run} is made on ${platform}`;
    case "up":
      return `to look at it: export KUBECONFIG=${kubeconfig} PATH=${bin}:$PATH`;
    case "removing":
      return `what run ${run} has made is removed`;
    case "removed":
      return `nothing of run ${run} is left`;
    case "left":
      return `not all of run ${run} could be removed; \`faultline prune --run ${run}\` tries again`;
  }
}

/** When, where and in which words, or what came nearest and what it lacks. */
export function rowText({ state, afterMs = 0, where, text, nearest }: Row): string {
  if (state === "seen") {
    const at = where === undefined ? "" : ` at ${oneLine(where)}`;
    return `${duration(afterMs)} after the change${at}${text === undefined ? "" : `: ${quoted(text)}`}`;
  }
  if (!nearest) return "nothing was said yet";
  const { missing, wanted, but } = nearest;
  const found = wanted - missing.length;
  const how =
    but ??
    (wanted === 0
      ? ""
      : found === 0
        ? "nothing like it"
        : `lacks ${missing.join(", ") || "no word, but is in another form"}`);
  return `nearest${how === "" ? "" : ` (${oneLine(how)})`} at ${oneLine(nearest.where)}: ${quoted(nearest.text)}`;
}

/** The body of an answer may be one line of megabytes. */
const LONGEST = 300;

function quoted(text: string): string {
  const line = oneLine(firstLine(text));
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
