import type { ClusterAccess } from "../../base/kube/cluster-access.ts";
import { REPORTED } from "../../toolchain/versions.ts";
import { samplesOf } from "../judge/view.ts";
import { TOP_NODES } from "../observe/observable-name.ts";
import { scenarioOn } from "../scenario/scenario-on.ts";
import type { Scenario } from "../scenario/types.ts";
import { isDecided, PACE_MS, paceMs } from "./decided.ts";
import { scenarioIn } from "./elsewhere/scenario-in.ts";
import { showsInTheAct } from "./in-the-act.ts";
import { type Diagnosis, diagnose } from "./judge/diagnosis.ts";
import type { Reading } from "./judge/reading.ts";
import { type Asker, isGood } from "./observe/asker.ts";
import { type Gathered, gathered, seenOf } from "./observe/gathered.ts";
import { namesOf } from "./observe/names-of.ts";
import { type LookDeps, mainAsker, type OpenLook, openLook } from "./observe/open-look.ts";
import { seeApiService } from "./observe/see-apiservice.ts";
import { seeAs } from "./observe/see-as.ts";
import { seeEvents } from "./observe/see-events.ts";
import { seeLogs } from "./observe/see-logs.ts";
import { namedObservables, seeNamed } from "./observe/see-named.ts";
import { seeNamespaces } from "./observe/see-namespaces.ts";
import { seePods } from "./observe/see-pods.ts";
import type { ServiceRef } from "./observe/see-service.ts";
import { askMetrics, PATIENCE_MS, topOf } from "./observe/top-of.ts";
import { distributionOf, gitVersion } from "./observe/version.ts";
import { argsOf, findPods, type MetricsServerPod, placeOf, podsAt, versionOf } from "./observe/workload.ts";

export interface LookOptions extends LookDeps {
  readonly scenarios: readonly Scenario[];
  /** The longest that a look may take, milliseconds; it ends as soon as more would tell no more. */
  readonly waitMs: number;
  /** On whose behalf figures are asked for as well. */
  readonly as?: string;
  /** A scenario that shows in the act alone: it is looked for until it shows, or `waitMs` are over. Without it no such one is looked for. */
  readonly lookFor?: string;
  /** Of a virtual cluster: the cluster it runs on, and where its control plane is there. */
  readonly host?: { readonly access: ClusterAccess; readonly namespace: string };
  /** Told after every round. */
  readonly onProgress: (diagnosis: Diagnosis, elapsedMs: number) => void;
}

export interface Looked {
  readonly diagnosis: Diagnosis;
  readonly cluster: ClusterFacts;
  /** metrics-server's arguments; empty where nobody told. */
  readonly args: readonly string[];
  /** What was really said, by the text of a match that has a scenario's own name in it. */
  readonly verbatim: ReadonlyMap<string, string>;
  /** What was looked for in vain. */
  readonly unseen?: Reading;
}

/** Versions without the `v`; undefined where nobody told. */
export interface ClusterFacts {
  readonly kubernetes: string | undefined;
  readonly metricsServer: string | undefined;
  /** Where metrics-server is, for commands and patches. */
  readonly namespace: string;
  readonly deployment: string;
  /** The pod of another workload that an autoscaler counts, where one was found. */
  readonly counted?: { readonly namespace: string; readonly pod: string };
}

/** Looks at a cluster, round by round, until its judge can say what is wrong or `waitMs` are over. Reads and changes nothing. */
export async function look(options: LookOptions): Promise<Looked> {
  const { clock } = options;
  const end = new AbortController();
  const deps = { ...options, signal: AbortSignal.any([options.signal, end.signal]) };
  const found = gathered();
  const main = mainAsker(deps);
  const from = clock.now();
  const version = await main.ask("/version");
  const kubernetes = isGood(version) ? gitVersion(version.body) : undefined;
  if (version.status === null) {
    main.client.close();
    noAnswer(found, version.body);
    const diagnosis = diagnose(lookedFor(options), seenOf(found, from, clock.now()));
    const cluster = { kubernetes, metricsServer: undefined, ...placeOf([], undefined) };
    return { diagnosis, cluster, args: [], verbatim: found.verbatim };
  }
  const opened = await openLook(found, main, deps);
  try {
    const names = namesOf(found, main, distributionOf(version.body));
    return await rounds(found, opened, options, { from, kubernetes, names });
  } finally {
    end.abort();
    await opened.close();
  }
}

/** What shows in the act alone is nothing that a look at some moment shows or rules out. */
function lookedFor({ scenarios, lookFor }: LookOptions): readonly Scenario[] {
  return scenarios.filter(({ id, symptom }) => id === lookFor || symptom.shows === undefined);
}

/** Nothing was looked at, and this is why. */
function noAnswer(found: Gathered, why: string): void {
  for (const source of found.blind.keys()) found.blind.set(source, { source, how: "no answer", why });
}

interface Begun {
  readonly from: number;
  readonly kubernetes: string | undefined;
  readonly names: ReturnType<typeof namesOf>;
}

async function rounds(
  found: Gathered,
  opened: OpenLook,
  options: LookOptions,
  { from, kubernetes, names }: Begun,
): Promise<Looked> {
  const { clock, signal, meter, waitMs, as, lookFor, onProgress } = options;
  const { main, vantages, nodes } = opened;
  const pods = findPods(found, main);
  const [first = main] = vantages;
  const slow = slowLooks(found);
  const tops = vantages.map((each) => topOf(found, each, nodes));
  const asked = lookedFor(options);
  let there: readonly MetricsServerPod[] = [];
  let before: Diagnosis | null = null;
  let isShown = false;
  const isSpent = (next: number) => meter.requests + costOf(next, opened, there.length) > meter.most;
  for (let round = 0; ; round++) {
    const service = await seeApiServiceOf(found, opened, round);
    const read = await pods(service);
    if (read) seePods(found, read, clock.now());
    there = read ?? there;
    const place = placeOf(there, service);
    const metricsServer = versionOf(there);
    const versions = { version: kubernetes ?? REPORTED.kubernetes, ...(metricsServer && { metricsServer }) };
    if (round === 0) await seeNamespaces(found, main);
    const here = await names(there, service);
    const documented = asked.map((scenario) => scenarioIn(scenarioOn(scenario, versions), here));
    await Promise.all(tops.map((top) => top()));
    slow.begin(vantages);
    const named = round === 0 ? namedObservables(documented) : [];
    // A kubelet that hangs keeps each of them waiting.
    await Promise.all([
      ...(isWide(round)
        ? [seeLogs(found, main, there), seeEvents(found, main, place.namespace), seeHost(found, options)]
        : []),
      seeNamed(found, first, named, place),
    ]);
    await seeAs(found, first, named, as);
    const now = clock.now();
    const diagnosis = diagnose(documented, seenOf(found, from, now));
    onProgress(diagnosis, now - from);
    const so = {
      round,
      elapsedMs: now - from,
      waitMs,
      isSlow: slow.isUnderWay(),
      isSpent: isSpent(round + 1),
    };
    if (signal.aborted || isShown || isDecided(diagnosis, before, so)) {
      const awaited = documented.find(({ id }) => id === lookFor);
      const unseen = awaited && unseenIn(diagnosis, awaited);
      if (awaited && unseen && !isShown) {
        isShown = await showsInTheAct(awaited, {
          seen: () => seenOf(found, from, clock.now()),
          ask: () => seeNamed(found, first, namedObservables([awaited]), place),
          isOver: () => signal.aborted || clock.now() - from >= waitMs || isSpent(round + 1),
          pause: () => clock.sleep(PACE_MS, signal).catch(() => {}),
        });
        // What else there is may have changed meanwhile.
        if (isShown) continue;
      }
      const { autoscaler: counted } = here;
      const cluster = { kubernetes, metricsServer, ...place, ...(counted && { counted }) };
      return { diagnosis, cluster, args: argsOf(there), verbatim: found.verbatim, ...(unseen && { unseen }) };
    }
    before = diagnosis;
    await clock
      .sleep(Math.min(paceMs(diagnosis, now, so), Math.max(0, from + waitMs - now)), signal)
      .catch(() => {});
  }
}

/** Logs and events are read again more seldom than figures. */
const isWide = (round: number) => round % 3 === 0;

/** The most that a round asks. */
function costOf(round: number, { vantages }: OpenLook, pods: number): number {
  const [apiServiceAndPods, discoveryAndFigures, events] = [2, 3, 1];
  const usual = apiServiceAndPods + vantages.length * discoveryAndFigures;
  return isWide(round) ? usual + pods + events : usual;
}

function unseenIn({ findings, ruledOut, open }: Diagnosis, { id }: Scenario): Reading | undefined {
  if (findings.some(({ reading }) => reading.scenario.id === id)) return undefined;
  return [...ruledOut, ...open].find(({ scenario }) => scenario.id === id);
}

/** What the control plane of a virtual cluster logs on its host. */
async function seeHost(found: Gathered, { host, ...deps }: LookOptions): Promise<void> {
  if (!host) return;
  const asker = mainAsker({ ...deps, access: host.access });
  const path = `/api/v1/namespaces/${host.namespace}/pods?labelSelector=app%3Dvcluster`;
  const pods = await podsAt(found, asker, path, "vcluster log");
  if (pods && pods.length > 0) await seeLogs(found, asker, pods, "vcluster");
  asker.client.close();
}

/** Of several servers the condition is watched, because they write over one another. */
async function seeApiServiceOf(
  found: Gathered,
  { main, vantages, registered }: OpenLook,
  round: number,
): Promise<ServiceRef | undefined> {
  if (round === 0) return registered;
  return vantages.length > 1 ? undefined : seeApiService(found, main);
}

/** Raw answers that take half a minute to fail: asked once from each server where `kubectl top` fails, beside everything else. */
function slowLooks(found: Gathered) {
  const underWay = new Set<string>();
  const asked = new Set<string>();
  return {
    isUnderWay: () => underWay.size > 0,
    begin: (vantages: readonly Asker[]) => {
      for (const each of vantages) {
        const last = samplesOf(found, "command").findLast(
          ({ observable, vantage }) => observable === TOP_NODES && vantage === each.name,
        );
        if (!last || last.exit === 0 || asked.has(each.name)) continue;
        asked.add(each.name);
        underWay.add(each.name);
        void askMetrics(found, each, { timeoutMs: PATIENCE_MS }).finally(() => underWay.delete(each.name));
      }
    },
  };
}
