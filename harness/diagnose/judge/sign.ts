import { firstLine } from "../../../base/text/first-line.ts";
import type { SignatureMatch } from "../../journal/events.ts";
import { writtenAt } from "../../judge/came-after.ts";
import { asMatch } from "../../judge/first-match.ts";
import { heldMatch } from "../../judge/hold.ts";
import { isAbout, matchesSignature, nameOfSignature } from "../../judge/match-signature.ts";
import { whereOf } from "../../judge/sample-words.ts";
import { type SampleOf, samplesOf, seenAt } from "../../judge/view.ts";
import { observableName } from "../../observe/observable-name.ts";
import type { Signature } from "../../scenario/types.ts";
import { isDenied, tellsNothing } from "./denied.ts";
import { freshEvents, freshLines, podsNow } from "./fresh.ts";
import { readySince } from "./ready-since.ts";
import type { Seen, Source } from "./seen.ts";
import { START_MS } from "./starting.ts";

/** What a look says of one signature. Only `not shown` rules anything out, and says by which observation. */
export type Sign =
  | { readonly state: "shown"; readonly signature: string; readonly match: SignatureMatch }
  | { readonly state: "not shown"; readonly signature: string; readonly saw: string }
  | { readonly state: "not known"; readonly signature: string; readonly why: string };

/** How a command is to show it on a cluster of several API servers. */
export interface Asked {
  /** From which it must fail; every one of those that were asked, or those away from the pod. */
  readonly failing?: readonly string[];
  /** Why that is not known. */
  readonly unknown?: string;
}

export function signOf(signature: Signature, seen: Seen, asked: Asked = {}): Sign {
  const name = nameOfSignature(signature);
  const match = matchOf(signature, seen, asked);
  if (match) return { state: "shown", signature: name, match };
  const why = unknownBecause(signature, seen, asked);
  if (why !== null) return { state: "not known", signature: name, why };
  return { state: "not shown", signature: name, saw: sawInstead(signature, seen) };
}

function matchOf(signature: Signature, seen: Seen, { failing }: Asked): SignatureMatch | null {
  switch (signature.kind) {
    case "log": {
      const fresh = freshLines(seen, signature).find((each) => matchesSignature(signature, each));
      // It is written again and again, and two looks at one state are to name the same line: the first that is known.
      const line =
        fresh &&
        samplesOf(seen, "log").find(
          (each) => each.pod === fresh.pod && each.of === fresh.of && matchesSignature(signature, each),
        );
      return line ? asMatch(signature, line, writtenAt(line)) : null;
    }
    case "event": {
      const event = freshEvents(seen).findLast((each) => matchesSignature(signature, each));
      return event ? asMatch(signature, event, seenAt(event)) : null;
    }
    case "pod": {
      const ready = readyForLong(seen);
      return ready ? asMatch(signature, ready, seen.from) : null;
    }
    case "command":
      // From no server at all is not from every one that should fail.
      if (failing?.length === 0) return null;
      return heldMatch(signature, seen, seen.from, failing)?.match ?? null;
    default:
      return heldMatch(signature, seen, seen.from)?.match ?? null;
  }
}

/**
 * A pod that is ready, has not ceased to be while it was watched, and is past its start: it is the way to it that is broken. None where
 * another one is coming: a slow kubelet leaves the old one ready for a minute after it was to go.
 */
function readyForLong(seen: Seen) {
  const flaps = new Set(samplesOf(seen, "pod").flatMap(({ pod, ready }) => (ready ? [] : [pod])));
  const pods = [...podsNow(seen).values()];
  if (pods.some(({ ready }) => !ready)) return undefined;
  return pods.find(
    (each) => each.ready && !flaps.has(each.pod) && seen.now - readySince(seen, each) >= START_MS,
  );
}

/** Where a signature would be seen, by which `blind` names what could not be looked at. */
function sourceOf(signature: Signature): Source {
  if (signature.kind === "command") return observableName(signature.on);
  if (signature.kind === "no-apiservice") return "apiservice";
  return signature.kind === "log" && signature.of ? `${signature.of} log` : signature.kind;
}

function unknownBecause(signature: Signature, seen: Seen, { failing, unknown }: Asked): string | null {
  if (unknown !== undefined) return unknown;
  const source = sourceOf(signature);
  const blind = seen.blind.find((each) => each.source === source);
  if (source === "apiservice" && !blind && samplesOf(seen, "apiservice").length === 0)
    return "the APIService was not looked at";
  if (signature.kind !== "command") return blind ? `${blind.how}: ${blind.why}` : null;
  if (failing?.length === 0) return null;
  const wanted = failing ?? seen.vantages;
  const asked = seen.samples
    .filter((sample) => isAbout(signature, sample))
    .filter((sample) => sample.kind === "command" && wanted.includes(sample.vantage));
  if (asked.some((sample) => !tellsNothing(sample))) return null;
  const last = asked.at(-1);
  if (last) return `${isDenied(last) ? "denied" : "no answer"}: ${firstLine(last.text)}`;
  return blind ? `${blind.how}: ${blind.why}` : `${source} was not looked at`;
}

/** In the words of any look at the same state. */
function saidBy({ observable, text }: SampleOf<"command">): string {
  // Whatever a log's last line is, another look may find another one.
  if (observable.includes(" logs ")) return "another line";
  // A table's columns are as wide as the ages in it.
  return firstLine(text).replaceAll(/\s+/g, " ") || "no output";
}

function sawInstead(signature: Signature, seen: Seen): string {
  switch (signature.kind) {
    case "command": {
      const last = seen.samples
        .filter((sample) => isAbout(signature, sample))
        .findLast((sample) => !tellsNothing(sample));
      return last ? `${last.observable} from ${whereOf(last)}: ${saidBy(last)}` : "";
    }
    case "apiservice":
    case "no-apiservice": {
      const last = samplesOf(seen, "apiservice").at(-1);
      if (!last?.present) return "there is no APIService";
      return `APIService Available=${last.status || "unset"} ${last.reason}: ${last.message}`;
    }
    // Whether there are others lately is a matter of when is looked, and two looks at one state are to say the same.
    case "log":
      return "no such line lately";
    case "event":
      return "no such event lately";
    case "pod": {
      const pods = [...podsNow(seen).values()].map(
        ({ pod, ready }) => `${pod} ${ready ? "ready, not for long enough" : "not ready"}`,
      );
      return pods.join(", ") || "no metrics-server pod";
    }
    case "namespace":
      return "no namespace with that condition";
    case "node":
      return "no such change of a node";
  }
}
