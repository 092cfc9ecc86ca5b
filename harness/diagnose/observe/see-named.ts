import { observableName, TOP_NODES, TOP_PODS } from "../../observe/observable-name.ts";
import type { Observable, Scenario } from "../../scenario/types.ts";
import { askAsKubectl, type Place } from "../as-kubectl/ask.ts";
import { parseArgs } from "../as-kubectl/parse-args.ts";
import { NODE_METRICS_PATH } from "../as-kubectl/top.ts";
import { type Asker, askingOnce } from "./asker.ts";
import type { Gathered } from "./gathered.ts";
import { askRaw, keepCommand } from "./top-of.ts";

/** What scenarios look at beside `kubectl top` and the figures of nodes, each once. */
export function namedObservables(scenarios: readonly Scenario[]): readonly Observable[] {
  const asked = scenarios.flatMap(({ symptom }) => [
    ...symptom.signatures.flatMap((signature) => (signature.kind === "command" ? [signature.on] : [])),
    ...(symptom.staysNormal ?? []),
  ]);
  const usual = [TOP_NODES, TOP_PODS, observableName({ kind: "raw", path: NODE_METRICS_PATH })];
  const distinct = new Map(asked.map((observable) => [observableName(observable), observable]));
  return [...distinct].flatMap(([name, observable]) => (usual.includes(name) ? [] : [observable]));
}

/** Looks at them once. What it takes another user to see is left to `seeAs`. */
export async function seeNamed(
  found: Gathered,
  asker: Asker,
  observables: readonly Observable[],
  place: Place,
): Promise<void> {
  const once = askingOnce(asker);
  await Promise.all(observables.map((observable) => seeOne(found, once, observable, place)));
}

async function seeOne(found: Gathered, asker: Asker, observable: Observable, place: Place): Promise<void> {
  if (observable.kind === "raw") {
    await askRaw(found, asker, observable.path);
    return;
  }
  if (observable.kind !== "kubectl" || parseArgs(observable.args).flags.as !== undefined) return;
  const source = observableName(observable);
  const askedAt = asker.now();
  const said = await askAsKubectl(observable.args, asker, place);
  if (said === "not yet") return;
  if (said === "not asked")
    found.blind.set(source, { source, how: "not asked", why: "diagnose has no read-only way to ask it" });
  else keepCommand(found, asker, source, { askedAt, toldAt: asker.now() }, said);
}
