import type { Sample } from "../journal/events.ts";

/** The vantage point, pod, object, namespace or node that a sample tells of. */
export function whereOf(sample: Sample): string {
  switch (sample.kind) {
    case "command":
    case "apiservice":
      return sample.vantage;
    case "log":
    case "pod":
      return sample.pod;
    case "event":
      return sample.object;
    case "namespace":
    case "node":
      return sample.name;
  }
}

/** What a sample says, as a match of a signature keeps it. */
export function textOf(sample: Sample): string {
  switch (sample.kind) {
    case "command":
    case "log":
    case "event":
      return sample.text;
    case "apiservice":
      return `${sample.reason}: ${sample.message}`;
    case "node":
      return `spec.unschedulable: ${sample.was} -> ${sample.unschedulable}`;
    case "pod":
      return sample.ready ? "ready" : "not ready";
    case "namespace":
      return sample.conditions.map(({ type, reason, message }) => `${type} ${reason}: ${message}`).join("\n");
  }
}
