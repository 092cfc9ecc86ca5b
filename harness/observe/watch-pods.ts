import { isDeepStrictEqual } from "node:util";
import { watch } from "../../base/kube/watch.ts";
import type { Sample } from "../journal/events.ts";
import { type PodObject, podSchema } from "./objects.ts";
import type { WatchDeps } from "./watch-apiservice.ts";

type PodSample = Extract<Sample, { kind: "pod" }>;

export interface PodsSeen {
  readonly onSample: (sample: Sample) => void;
  /** Every event of a pod, for those who follow its containers. */
  readonly onPod: (pod: PodObject) => void;
}

const PODS_PATH = "/api/v1/namespaces/kube-system/pods";
const SELECTOR = "k8s-app=metrics-server";

/** One sample for every change of a metrics-server pod's readiness, restarts or times, and one when it is gone. */
export function watchPods(deps: WatchDeps, { onSample, onPod }: PodsSeen): Promise<void> {
  const known = new Map<string, PodSample>();
  const say = (sample: PodSample) => {
    const last = known.get(sample.pod);
    if (last && isDeepStrictEqual({ ...sample, seenAt: last.seenAt }, last)) return;
    if (sample.gone) known.delete(sample.pod);
    else known.set(sample.pod, sample);
    onSample(sample);
  };
  const see = (object: unknown) => {
    const pod = podSchema.parse(object);
    say(podSample(pod, deps.clock.now()));
    onPod(pod);
    return pod.metadata.name;
  };
  const lose = (name: string) => {
    const last = known.get(name);
    if (last) say({ ...last, seenAt: new Date(deps.clock.now()).toISOString(), ready: false, gone: true });
  };
  return watch({
    ...deps,
    path: PODS_PATH,
    query: { labelSelector: SELECTOR },
    onList: (objects) => {
      const names = objects.map(see);
      for (const name of [...known.keys()]) if (!names.includes(name)) lose(name);
    },
    onChange: (change, object) =>
      change === "DELETED" ? lose(podSchema.parse(object).metadata.name) : see(object),
  });
}

export function podSample(pod: PodObject, now: number): PodSample {
  const ready = pod.status.conditions.find(({ type }) => type === "Ready");
  const containers = pod.status.containerStatuses;
  const state = containers[0]?.state;
  return {
    kind: "pod",
    seenAt: new Date(now).toISOString(),
    pod: pod.metadata.name,
    ...(pod.spec.nodeName !== undefined && { node: pod.spec.nodeName }),
    ready: ready?.status === "True",
    restarts: containers.reduce((sum, { restartCount }) => sum + restartCount, 0),
    startedAt: state?.running?.startedAt ?? state?.terminated?.startedAt ?? null,
    readyAt: ready?.status === "True" ? (ready.lastTransitionTime ?? null) : null,
  };
}
