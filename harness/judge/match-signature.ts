import type { Sample } from "../journal/events.ts";
import { observableName } from "../observe/observable-name.ts";
import type { LogSource, Signature } from "../scenario/types.ts";
import { isUnknown } from "./unknown.ts";

/** True if this one sample shows the signature. Patterns and reasons are alternatives: any one is enough. */
export function matchesSignature(signature: Signature, sample: Sample): boolean {
  switch (signature.kind) {
    case "command":
      return (
        isAbout(signature, sample) &&
        exitMatches(signature.exit, sample.exit) &&
        (signature.absent
          ? !isUnknown(sample) && !anyOf(signature.text, sample.text)
          : anyOf(signature.text, sample.text))
      );
    case "no-apiservice":
      return sample.kind === "apiservice" && !sample.present;
    case "apiservice":
      return (
        sample.kind === "apiservice" &&
        sample.present &&
        sample.status === signature.status &&
        (signature.reason.length === 0 || signature.reason.includes(sample.reason)) &&
        anyOf(signature.message ?? [], sample.message)
      );
    case "log":
      return isAbout(signature, sample) && anyOf(signature.text, sample.text);
    case "event":
      return (
        sample.kind === "event" && sample.reason === signature.reason && anyOf(signature.text, sample.text)
      );
    case "namespace":
      return (
        isAbout(signature, sample) &&
        sample.conditions.some(
          ({ type, status, reason, message }) =>
            type === signature.condition &&
            status === "True" &&
            anyOf(signature.text, `${reason}: ${message}`),
        )
      );
    case "node":
      return (
        sample.kind === "node" &&
        sample.was === signature.unschedulable.from &&
        sample.unschedulable === signature.unschedulable.to
      );
    case "pod":
      return sample.kind === "pod" && sample.ready === signature.ready && !sample.gone;
  }
}

type About<S extends Signature> = Extract<Sample, { kind: S["kind"] }>;

/** True if the sample looks at what the signature speaks of, whatever it shows. */
export function isAbout<S extends Signature>(signature: S, sample: Sample): sample is About<S> {
  if (signature.kind === "no-apiservice") return sample.kind === "apiservice";
  if (signature.kind !== sample.kind) return false;
  if (signature.kind === "command" && sample.kind === "command")
    return sample.observable === observableName(signature.on);
  if (signature.kind === "log" && sample.kind === "log") return sourceOf(signature) === sourceOf(sample);
  if (signature.kind === "namespace" && sample.kind === "namespace") return sample.name === signature.name;
  return true;
}

/** A signature in a few words, for notes and reports. */
export function nameOfSignature(signature: Signature): string {
  switch (signature.kind) {
    case "command":
      return `${observableName(signature.on)} ${signature.absent ? "not showing" : "showing"} ${alternatives(signature.text)}`;
    case "no-apiservice":
      return "no APIService";
    case "apiservice":
      return [
        `APIService Available=${signature.status}`,
        signature.reason.join(" or "),
        overwriting(signature),
      ]
        .filter(Boolean)
        .join(" ");
    case "log":
      return `${signature.of ? `${signature.of} ` : ""}log line ${alternatives(signature.text)}`;
    case "event":
      return `event ${signature.reason} ${alternatives(signature.text)}`;
    case "namespace":
      return `namespace ${signature.name} with ${signature.condition} ${alternatives(signature.text)}`;
    case "node":
      return `a node's spec.unschedulable from ${signature.unschedulable.from} to ${signature.unschedulable.to}`;
    case "pod":
      return "a metrics-server pod ready all along";
  }
}

function sourceOf({ of = "metrics-server" }: { readonly of?: LogSource }): LogSource {
  return of;
}

function overwriting({ overwritten }: Extract<Signature, { kind: "apiservice" }>): string {
  return overwritten === undefined ? "" : `overwritten ${overwritten} times by another server`;
}

function exitMatches(wanted: number | "non-zero" | "any", exit: number): boolean {
  return wanted === "any" || (wanted === "non-zero" ? exit !== 0 : exit === wanted);
}

/** No pattern asks for nothing. `match` and not `test`: a pattern with the g flag would remember where it stopped. */
function anyOf(patterns: readonly RegExp[], text: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => text.search(pattern) >= 0);
}

function alternatives(patterns: readonly RegExp[]): string {
  return patterns.map(String).join(" or ") || "anything";
}
