import type { Sample } from "../../journal/events.ts";
import { textOf, whereOf } from "../../judge/sample-words.ts";
import { seenAt } from "../../judge/view.ts";

/** A sample as a dot: on which lane, when, how it went and what it said. */
export interface Dot {
  readonly kind: Sample["kind"];
  /** What was typed, or what was watched. */
  readonly name: string;
  /** From where; empty on a lane of several. */
  readonly where: string;
  /** When it was known, ms since the epoch. */
  readonly at: number;
  /** How long the answer took, ms. */
  readonly took: number;
  /** A command's exit code or an answer's status; of what is watched 0 good, 1 bad, -1 neither. */
  readonly state: number;
  readonly text: string;
}

/** Answers of a working API are long, and no judge reads more of them than that they came. */
const LONGEST_ANSWER = 400;

export function dotOf(sample: Sample): Dot {
  const at = seenAt(sample);
  const { kind } = sample;
  const dot = { kind, where: "", at, took: 0, state: -1, text: textOf(sample) };
  switch (sample.kind) {
    case "command": {
      const { observable, exit, text, vantage } = sample;
      const isAnswer = exit === 0 && observable.startsWith("raw ");
      return {
        ...dot,
        name: typed(observable),
        where: vantage,
        took: at - Date.parse(sample.startedAt),
        state: exit,
        text: isAnswer && text.length > LONGEST_ANSWER ? `${text.slice(0, LONGEST_ANSWER)}…` : text,
      };
    }
    case "apiservice":
      return { ...dot, ...condition(sample), name: "APIService Available", where: sample.vantage };
    case "pod": {
      const { pod, ready, restarts, node, gone } = sample;
      const text = `${pod} ${gone ? "gone" : ready ? "ready" : "not ready"}, ${restarts} restarts${node === undefined ? "" : `, on ${node}`}`;
      return { ...dot, name: "metrics-server pod", state: ready ? 0 : 1, text };
    }
    case "namespace":
      return { ...dot, name: "namespace", text: `${sample.name} ${sample.phase}\n${dot.text}`.trimEnd() };
    case "node":
      return { ...dot, name: "nodes", text: `${whereOf(sample)} ${dot.text}` };
    case "event": {
      const { object, reason, count } = sample;
      return {
        ...dot,
        name: "events",
        text: `${object} ${reason}${count > 1 ? ` ×${count}` : ""}: ${dot.text}`,
      };
    }
    case "log":
      return { ...dot, name: `log of ${sample.of ?? "metrics-server"}`, ...logLine(sample.text) };
  }
}

/** What a person types to see the same. */
function typed(observable: string): string {
  if (observable.startsWith("kubectl ")) return observable;
  return `kubectl ${observable.replace(/^raw /, "get --raw ")}`;
}

function condition(sample: Extract<Sample, { kind: "apiservice" }>) {
  if (!sample.present) return { state: 1, text: "absent" };
  return {
    state: sample.status === "True" ? 0 : 1,
    text: `${sample.status} ${sample.reason}: ${sample.message}`,
  };
}

/** klog's header without time and process: the dot has the time, and lines that say the same are then one text. */
function logLine(text: string) {
  const [header, severity] = /^([IWEF])\d{4} [\d:.]+ +\d+ /.exec(text) ?? [];
  if (header === undefined) return { text };
  return {
    text: `${severity} ${text.slice(header.length)}`,
    state: severity === "E" || severity === "F" ? 1 : -1,
  };
}
