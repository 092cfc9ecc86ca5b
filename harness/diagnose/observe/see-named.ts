import { observableName, TOP_NODES, TOP_PODS } from "../../observe/observable-name.ts";
import { withNodesThere } from "../../scenario/node-names.ts";
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
    await seeRaw(found, asker, observable.path);
    return;
  }
  if (observable.kind !== "kubectl" || parseArgs(observable.args).flags.as !== undefined) return;
  const source = observableName(observable);
  const args = observable.args.flatMap((arg) => withNodesThere(arg, readyIn(found)) ?? []);
  if (args.length < observable.args.length) {
    notAsked(found, source, NO_SUCH_NODE);
    return;
  }
  const askedAt = asker.now();
  const said = await askAsKubectl(args, asker, place);
  if (said === "not yet") return;
  if (said === "not asked") notAsked(found, source, "diagnose has no read-only way to ask it");
  else keepCommand(found, asker, source, { askedAt, toldAt: asker.now() }, said);
}

/** A scenario's `{node}` is any node that is Ready, and its answer that of what the scenario names. */
async function seeRaw(found: Gathered, asker: Asker, path: string): Promise<void> {
  const there = withNodesThere(path, readyIn(found));
  if (there === undefined) notAsked(found, observableName({ kind: "raw", path }), NO_SUCH_NODE);
  else await askRaw(found, asker, there, { instead: path });
}

const NO_SUCH_NODE = "no such node is known to be Ready";

function readyIn({ nodes }: Gathered): readonly string[] {
  return nodes.at(-1)?.ready ?? [];
}

function notAsked(found: Gathered, source: string, why: string): void {
  found.blind.set(source, { source, how: "not asked", why });
}
