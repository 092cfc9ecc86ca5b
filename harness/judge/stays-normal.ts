import { firstLine } from "../../base/text/first-line.ts";
import { observableName } from "../observe/observable-name.ts";
import type { Observable } from "../scenario/types.ts";
import { isUnknown } from "./unknown.ts";
import { isNobodyThere } from "./unreachable.ts";
import { samplesOf, startedAt, type View } from "./view.ts";

interface NotNormal {
  readonly broken: string | null;
  /** It broke because nobody was there to answer: a machine's trouble, or another fault than the documented one. */
  readonly away: boolean;
  readonly unseen: string | null;
}

/** What should keep working but failed, or has not been looked at yet, since `from` (ms since the epoch). */
export function notNormal(observables: readonly Observable[], view: View, from: number): NotNormal {
  const probes = samplesOf(view, "command").filter((probe) => startedAt(probe) >= from && !isUnknown(probe));
  const names = observables.map(observableName);
  const failed = probes.find((probe) => names.includes(probe.observable) && probe.exit !== 0);
  const unseen = names.find((name) => !probes.some((probe) => probe.observable === name));
  return {
    away: failed !== undefined && isNobodyThere(failed.text),
    broken: failed ? `${failed.observable} did not stay normal: ${firstLine(failed.text)}` : null,
    unseen: unseen ? `${unseen} was not looked at` : null,
  };
}
