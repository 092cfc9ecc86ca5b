import type { Clock } from "../../base/clock.ts";
import { compactLedger } from "../../base/ledger/compact.ts";
import type { LedgerEntry } from "../../base/ledger/entry.ts";
import { readLedger } from "../../base/ledger/files.ts";
import { openLedger } from "../../base/ledger/open-ledger.ts";
import { formatOwner, isAlive, ownerOf } from "../../base/ledger/owner.ts";
import { type PruneFacts, type PrunePlan, planPrune } from "./prune-plan.ts";
import { itemOf, type PrunedItem, PruneLog, type PruneReport } from "./prune-report.ts";
import { sweepEngine } from "./remove/docker.ts";
import { type EngineAt, engineAt, type PrivateEngine, withPath } from "./remove/engine.ts";
import { removeProcessesOf } from "./remove/process.ts";
import { type RemovalTools, removeThing } from "./remove/thing.ts";

export interface PruneOptions extends RemovalTools, Omit<PruneFacts, "alive"> {
  readonly ledgerDir: string;
  /** Root folder of this machine's private engine, whether or not the ledger names it. */
  readonly engineRoot: string;
  /** Default: what is really there. */
  readonly engineAt?: EngineAt;
  readonly alive?: PruneFacts["alive"];
  /** Only say what would go. */
  readonly dryRun?: boolean;
  readonly onRemoved?: (item: PrunedItem) => void;
}

/**
 * Removes what the ledger holds open for nobody: processes first, so that nothing is made behind our back, then everything
 * they made. Never throws for one thing: what could not be removed is reported and stays open for the next time.
 */
export async function prune(options: PruneOptions): Promise<PruneReport> {
  const { ledgerDir, clock, alive = isAlive, dryRun = false } = options;
  const planNow = async () =>
    planPrune(
      (await readLedger(ledgerDir)).flatMap(({ entries }) => entries),
      { ...options, alive },
    );
  const found = await planNow();
  if (dryRun) return { removed: found.remove.map(itemOf), failed: [], left: leftBy(found) };

  const ledger = await openLedger({ dir: ledgerDir, run: "prune", owner: ownerOf(process.pid), clock });
  const log = new PruneLog(options.onRemoved);
  await removeOrphans(found, clock, log);
  // Read anew: until they ended, the orphans went on recording what they were about to make.
  const plan = await planNow();
  const engines = await enginesOf(plan, options);
  // A private engine brings the only docker and iptables a bare machine has.
  const programs = engines.flatMap((engine) => engine.programs ?? []);
  const tools = { ...options, exec: withPath(options.exec, programs) };

  const emptied = await emptyDeadEngines(engines, plan, log);
  for (const entry of plan.remove) {
    const { thing } = entry;
    if (thing.kind === "engine") continue;
    const inEmptied = "dockerHost" in thing && emptied.has(thing.dockerHost);
    const gone = await log.attempt(itemOf(entry), async () => inEmptied || (await removeThing(thing, tools)));
    if (gone) await ledger.close(entry.id);
  }
  for (const engine of engines) {
    if (!(await settleEngine(engine, plan, tools, log))) continue;
    for (const { id, thing } of plan.remove)
      if (thing.kind === "engine" && thing.root === engine.root) await ledger.close(id);
  }
  await compactLedger(ledgerDir, alive);
  return { removed: log.removed, failed: log.failed, left: leftBy(plan) };
}

const leftBy = ({ leave }: PrunePlan) => leave.map(({ entry, reason }) => ({ ...itemOf(entry), reason }));

/** Processes of dead runs that no entry names: a Pulumi plugin started by a worker that was itself killed. */
async function removeOrphans(plan: PrunePlan, clock: Clock, log: PruneLog): Promise<void> {
  const runs = new Map(plan.remove.map(({ run, owner }) => [`${run} ${formatOwner(owner)}`, { run, owner }]));
  for (const { run, owner } of runs.values()) {
    await log.attempt({ run, kind: "process", what: "processes" }, async () => {
      for (const pid of await removeProcessesOf(run, formatOwner(owner), clock)) {
        log.note({ run, kind: "process", what: `process ${pid}` });
      }
      return false;
    });
  }
}

function enginesOf(
  plan: PrunePlan,
  { engineRoot, exec, clock, engineAt: at = engineAt(exec, clock) }: PruneOptions,
): Promise<readonly PrivateEngine[]> {
  const named = plan.remove.flatMap(({ thing }) => (thing.kind === "engine" ? [thing.root] : []));
  return Promise.all([...new Set([engineRoot, ...named])].map(at));
}

const livesIn = (dockerHost: string) => (entry: LedgerEntry) =>
  "dockerHost" in entry.thing && entry.thing.dockerHost === dockerHost;

/** A killed engine has its containers on disk, and stopping it takes them apart. Returns the addresses with nothing left. */
async function emptyDeadEngines(
  engines: readonly PrivateEngine[],
  plan: PrunePlan,
  log: PruneLog,
): Promise<ReadonlySet<string>> {
  const emptied = new Set<string>();
  for (const engine of engines) {
    if (!plan.remove.some(livesIn(engine.dockerHost)) || (await engine.running())) continue;
    const item = { run: "-", kind: "engine", what: `private engine ${engine.root}` } as const;
    let stopped = false;
    await log.attempt(item, async () => (stopped = await engine.stop({ dropKept: true })));
    // Not stopped although there is one: somebody is starting it right now, so its containers are not gone.
    if (stopped || engine.programs === undefined) emptied.add(engine.dockerHost);
  }
  return emptied;
}

/** Stops an engine nothing is left in; in one that kept environments hold up, removes strays. False when that failed. */
async function settleEngine(
  engine: PrivateEngine,
  plan: PrunePlan,
  { exec }: RemovalTools,
  log: PruneLog,
): Promise<boolean> {
  const held = plan.leave.map(({ entry }) => entry).filter(livesIn(engine.dockerHost));
  const item = { run: "-", kind: "engine", what: `private engine ${engine.root}` } as const;
  const settled = await log.attempt(item, () => engine.stop({ dropKept: held.length === 0 }));
  // Somebody at work may be between a creation and its entry's neighbours: strays wait for a quiet moment.
  const quiet = held.length > 0 && held.every(({ kept }) => kept);
  if (!settled || !quiet || !(await engine.running())) return settled;
  const known = new Set(held.flatMap(({ thing }) => ("name" in thing ? [thing.name] : [])));
  return log.attempt({ ...item, what: `strays in ${item.what}` }, async () => {
    const strays = await sweepEngine({ exec, dockerHost: engine.dockerHost }, known);
    for (const what of strays) log.note({ run: "-", kind: "container", what });
    return false;
  });
}
