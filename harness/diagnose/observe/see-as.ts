import { samplesOf } from "../../judge/view.ts";
import { observableName, TOP_NODES } from "../../observe/observable-name.ts";
import type { Observable } from "../../scenario/types.ts";
import { hasMetrics } from "../as-kubectl/has-metrics.ts";
import { parseArgs } from "../as-kubectl/parse-args.ts";
import { NODE_METRICS_PATH, topNodes } from "../as-kubectl/top.ts";
import { type Asker, isGood } from "./asker.ts";
import type { Gathered } from "./gathered.ts";
import { discovered, keepCommand } from "./top-of.ts";

/**
 * `kubectl top nodes` of a user who may not: on behalf of `user` (`--as`), or of who asks if that one was refused. A scenario names a
 * user of its own, which takes the real one's place in the sample.
 */
export async function seeAs(
  found: Gathered,
  asker: Asker,
  observables: readonly Observable[],
  user: string | undefined,
): Promise<void> {
  for (const observable of observables) {
    const named = observable.kind === "kubectl" ? parseArgs(observable.args).flags.as : undefined;
    if (named === undefined) continue;
    const source = observableName(observable);
    const told = user === undefined ? ownRefusal(found) : await askAs(asker, user);
    if (!told) {
      found.blind.set(source, { source, how: "not asked", why: "name the user with --as" });
      continue;
    }
    const text = told.text.replaceAll(/User "[^"]*"/g, `User "${named}"`);
    if (text !== told.text) found.verbatim.set(text, told.text);
    keepCommand(found, asker, source, told, { exit: told.exit, text });
  }
}

function ownRefusal({ samples }: Gathered) {
  const last = samplesOf({ samples }, "command").findLast(({ observable }) => observable === TOP_NODES);
  const refused = last && last.exit !== 0 && /\bforbidden: User "/.test(last.text);
  return refused ? { ...last, askedAt: last.startedAt, toldAt: last.endedAt } : undefined;
}

async function askAs(asker: Asker, user: string) {
  const groups = await discovered(asker);
  const has = isGood(groups) && hasMetrics(groups.body);
  const metrics = has
    ? await asker.ask(NODE_METRICS_PATH, { headers: { "impersonate-user": user } })
    : groups;
  return { ...metrics, ...topNodes(groups, metrics, []) };
}
