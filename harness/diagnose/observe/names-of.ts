import { z } from "zod";
import { hostPort } from "../../../base/text/host-port.ts";
import { samplesOf } from "../../judge/view.ts";
import type { Autoscaler, ClusterNames } from "../elsewhere/cluster-names.ts";
import { START_MS } from "../judge/starting.ts";
import type { Asker } from "./asker.ts";
import type { Gathered } from "./gathered.ts";
import { seeAutoscaler } from "./see-autoscaler.ts";
import { type ServiceRef, type ServiceSpec, seeService } from "./see-service.ts";
import { argsOf, type MetricsServerPod, placeOf } from "./workload.ts";

const podSchema = z.object({
  metadata: z.object({ labels: z.record(z.string(), z.string()).default({}) }),
  spec: z.object({
    nodeName: z.string().optional(),
    containers: z.array(
      z.object({
        ports: z.array(z.object({ name: z.string().optional(), containerPort: z.number() })).default([]),
      }),
    ),
  }),
  status: z
    .object({
      podIPs: z.array(z.object({ ip: z.string() })).default([]),
      conditions: z
        .array(z.object({ type: z.string(), status: z.string(), lastTransitionTime: z.string().nullish() }))
        .default([]),
    })
    .prefault({}),
});

/** Learns what this cluster calls things, each question once; the pods are those of the round. */
export function namesOf(found: Gathered, asker: Asker, distribution: string | undefined) {
  let autoscaler: Promise<Autoscaler | undefined> | undefined;
  let asked: Promise<ServiceSpec | undefined> | undefined;
  let service: ServiceRef | undefined;
  return async (
    there: readonly MetricsServerPod[],
    registered: ServiceRef | undefined,
  ): Promise<ClusterNames> => {
    service = registered ?? service;
    autoscaler ??= seeAutoscaler(asker);
    if (service) asked ??= seeService(asker, service);
    const [counts, spec] = await Promise.all([autoscaler, asked]);
    const { namespace, deployment } = placeOf(there, service);
    return {
      namespace,
      deployment,
      isThere: there.length > 0,
      ...(service && {
        service: {
          ...service,
          dialled: addressesOf(spec),
          leadsElsewhere: leadsElsewhere(spec, there),
          leadsToReady: leadsToReady(spec, there, Date.parse(asker.now())),
        },
      }),
      pods: there.flatMap((pod) => servedAt(pod, argsOf(there))),
      hosts: there.flatMap(({ object }) => podSchema.safeParse(object).data?.spec.nodeName ?? []),
      ...(distribution !== undefined && { distribution }),
      going: samplesOf(found, "namespace"),
      ...(counts && { autoscaler: counts }),
    };
  };
}

function addressesOf(spec: ServiceSpec | undefined): readonly string[] {
  return (spec?.clusterIPs ?? []).flatMap((ip) => (spec?.ports ?? []).map(({ port }) => hostPort(ip, port)));
}

/** None of its ports leads to where the pods of metrics-server serve; false where there is none, or nobody told. */
function leadsElsewhere(spec: ServiceSpec | undefined, there: readonly MetricsServerPod[]): boolean {
  const serves = Number(portOf(argsOf(there)));
  if (!serves) return false;
  const named = there.flatMap(({ object }) => podSchema.safeParse(object).data?.spec.containers ?? []);
  const targets = (spec?.ports ?? []).flatMap(({ port, targetPort = port }) =>
    typeof targetPort === "number"
      ? [targetPort]
      : named.flatMap(({ ports }) =>
          ports.filter(({ name }) => name === targetPort).map(({ containerPort }) => containerPort),
        ),
  );
  return targets.length > 0 && !targets.includes(serves);
}

/** One of the pods that it selects has been ready for so long that every API server knows; false where nobody told. */
function leadsToReady(
  spec: ServiceSpec | undefined,
  there: readonly MetricsServerPod[],
  now: number,
): boolean {
  const selector = Object.entries(spec?.selector ?? {});
  if (selector.length === 0) return false;
  return there.some(({ object }) => {
    const pod = podSchema.safeParse(object).data;
    const ready = pod?.status.conditions.find(({ type }) => type === "Ready");
    const since = ready?.status === "True" ? Date.parse(ready.lastTransitionTime ?? "") : Number.NaN;
    return now - since >= START_MS && selector.every(([key, value]) => pod?.metadata.labels[key] === value);
  });
}

function servedAt({ object }: MetricsServerPod, args: readonly string[]): readonly string[] {
  const ips = podSchema.safeParse(object).data?.status.podIPs ?? [];
  return ips.map(({ ip }) => hostPort(ip, portOf(args) ?? "10250"));
}

function portOf(args: readonly string[]): string | undefined {
  return args.flatMap((arg) => /^--secure-port=(\d+)$/.exec(arg)?.[1] ?? [])[0];
}
