import { isDeepStrictEqual } from "node:util";
import { apiClient } from "../../base/kube/api-client.ts";
import type { ClusterAccess } from "../../base/kube/cluster-access.ts";
import { KubeconfigError } from "../../base/kube/errors.ts";
import { readKubeconfig } from "../../base/kube/kubeconfig.ts";
import { relists } from "../../base/kube/relists.ts";
import type { Sample } from "../journal/events.ts";
import type { PhaseName } from "../plan/cell.ts";
import { followLogs } from "./follow-logs.ts";
import { LOAD_BALANCER } from "./load-balancer.ts";
import { metricsProbe } from "./metrics-probe.ts";
import { HOLDING, type ObservationPlan } from "./plan.ts";
import { pollersOf } from "./pollers.ts";
import type { ProbeDeps, Vantage } from "./probe.ts";
import { type SampleLog, sampleLog } from "./sample-log.ts";
import { watchApiService } from "./watch-apiservice.ts";
import { watchKubeEvents } from "./watch-kube-events.ts";
import { watchNamespaces } from "./watch-namespaces.ts";
import { watchNodes } from "./watch-nodes.ts";
import { watchPods } from "./watch-pods.ts";
import { watchVCluster } from "./watch-vcluster.ts";

export interface ObserveOptions extends Omit<ProbeDeps, "patienceSeconds"> {
  /** Of a virtual cluster: the cluster it runs on. */
  readonly host?: { readonly kubeconfig: string };
  /** The API servers; with more than one, each is asked by itself. */
  readonly servers: readonly { readonly name: string; readonly url: string }[];
  readonly signal: AbortSignal;
  readonly plan: ObservationPlan;
  /** What an observer of the same cell's earlier cluster saw. */
  readonly resume?: SampleLog;
  readonly onSample: (phase: PhaseName, sample: Sample) => void;
  readonly onNodes: (phase: PhaseName, ready: readonly string[]) => void;
}

export interface Observer {
  /** Decides what is polled, and how often. Before the first call nothing is polled, but everything is watched. */
  enter(phase: PhaseName): void;
  /** Looks at everything that is being polled now, not when its turn comes. */
  probeAll(): void;
  /**
   * Every watch begins anew, so that what happens next is seen even if the API server has been replaced; resolves when all have
   * listed, or after `RELIST_MS`.
   */
  relist(): Promise<void>;
  readonly log: SampleLog;
  readonly vantages: readonly string[];
  /** Ends every watch, poll and process; resolves when they have ended. */
  stop(): Promise<void>;
}

/** A recovery is noticed within this time. */
const METRICS_PROBE_MS = { one: 500, several: 1_500 } as const;
/** Slower while a persisting symptom is held, because a success then is not a recovery to be timed, and kubectl looks for it as well. */
const HOLDING_MS = 1_000;

/** A server that has just come up lists within this time. */
const RELIST_MS = 30_000;

/**
 * Starts to watch a cluster; one that does not answer is kept on being asked. Who wakes whom: each poller runs kubectl at its own
 * pace (plan.ts). The metrics probe asks the API server cheaply and often, and the watches hear of every change; what they find new
 * wakes the pollers that may show it (`pollNow`, `pollObjects`), so that kubectl is not run for nothing and not run late. Whether the
 * metrics API answers (`metricsAnswered`) sets the pace of `top pods`. A judge whose wait is about to end asks for everything (`probeAll`).
 * @throws KubeconfigError
 */
export async function observeStand(options: ObserveOptions): Promise<Observer> {
  const { clock, plan } = options;
  const access = await readKubeconfig(options.kubeconfig);
  const end = new AbortController();
  const signal = AbortSignal.any([options.signal, end.signal]);
  const log = sampleLog(options.resume);
  let phase: PhaseName = "stand";

  const keep = (sample: Sample) => {
    if (signal.aborted) return;
    log.add(sample);
    options.onSample(phase, sample);
  };
  const vantages = vantagesOf(access, options.servers);
  const several = vantages.length > 1;
  const pollers = pollersOf({ vantages, plan, deps: options, signal, onSample: keep });
  // Of several servers each has a metrics probe of its own, and a condition that flaps would cut every probe short.
  const keepAnd = (poll: () => void) => (sample: Sample) => {
    keep(sample);
    if (!several) poll();
  };
  const keepAndPoll = keepAnd(() => pollers.pollNow());
  const keepAndPollObjects = keepAnd(() => pollers.pollObjects());
  const keepNodes = (ready: readonly string[]) => {
    if (signal.aborted || isDeepStrictEqual(ready, log.nodes.at(-1)?.ready)) return;
    log.addNodes({ at: clock.now(), ready });
    options.onNodes(phase, ready);
  };

  const [{ client, name }] = vantages;
  const watches = relists();
  const deps = { client, clock, signal, relists: watches };
  const running = [
    watchApiService(deps, name, keepAndPoll),
    watchPods(deps, { onSample: keepAndPollObjects, onPod: followLogs(deps, keep) }),
    watchKubeEvents(deps, keep),
    watchNodes(deps, { onReady: keepNodes, onSample: keepAndPollObjects }),
    ...(options.host && plan.vclusterLines.length > 0
      ? [watchVCluster({ ...options.host, clock, signal, wanted: plan.vclusterLines, onSample: keep })]
      : []),
    ...(plan.namespaces ? [watchNamespaces(deps, keepAndPoll)] : []),
    ...vantages.map((vantage) =>
      metricsProbe({
        vantage,
        deps: options,
        paceMs: () =>
          several
            ? METRICS_PROBE_MS.several
            : HOLDING.includes(phase) && plan.holds
              ? HOLDING_MS
              : METRICS_PROBE_MS.one,
        signal,
        onChange: () => (several ? pollers.pollNow(vantage.name) : pollers.pollNow()),
        onSample: (sample) => {
          keep(sample);
          pollers.metricsAnswered(vantage.name, sample.exit === 0);
        },
      }),
    ),
  ];
  return {
    log,
    vantages: vantages.map((vantage) => vantage.name),
    enter: (next) => {
      phase = next;
      pollers.enter(next);
    },
    probeAll: () => pollers.probeAll(),
    relist: () => Promise.race([watches.relist(), clock.sleep(RELIST_MS, signal).catch(() => {})]),
    stop: async () => {
      end.abort();
      await Promise.all([...running, pollers.ended()]);
      for (const vantage of vantages) vantage.client.close();
    },
  };
}

/** With several servers each is asked by itself, and so is what stands in front of them; with one, as the kubeconfig says. */
function vantagesOf(
  access: ClusterAccess,
  servers: ObserveOptions["servers"],
): readonly [Vantage, ...Vantage[]] {
  const several = servers.length > 1;
  const [first, ...others] = servers.map(
    ({ name, url }): Vantage => ({
      name,
      client: apiClient(access, several ? url : access.server),
      kubectlFlags: several ? ["--server", url] : [],
    }),
  );
  if (!first) throw new KubeconfigError("The stand names no API server; it has at least one.");
  const isInFront = several && servers.every(({ url }) => url !== access.server);
  const inFront: Vantage = { name: LOAD_BALANCER, client: apiClient(access), kubectlFlags: [] };
  return [first, ...others, ...(isInFront ? [inFront] : [])];
}
