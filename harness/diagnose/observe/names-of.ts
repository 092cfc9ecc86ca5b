import { z } from "zod";
import { hostPort } from "../../../base/text/host-port.ts";
import { samplesOf } from "../../judge/view.ts";
import type { Autoscaler, ClusterNames } from "../elsewhere/cluster-names.ts";
import { podsNow } from "../judge/fresh.ts";
import { START_MS } from "../judge/starting.ts";
import type { Asker } from "./asker.ts";
import type { Gathered } from "./gathered.ts";
import { seeAutoscaler } from "./see-autoscaler.ts";
import { type ServiceRef, type ServiceSpec, seeService } from "./see-service.ts";
import { argsOf, type MetricsServerPod, placeOf } from "./workload.ts";

const podSchema = z.object({
  spec: z.object({
    nodeName: z.string().optional(),
    containers: z.array(
      z.object({
        ports: z.array(z.object({ name: z.string().optional(), containerPort: z.number() })).default([]),
      }),
    ),
  }),
  status: z.object({ podIPs: z.array(z.object({ ip: z.string() })).default([]) }).prefault({}),
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
          leadsToReady: leadsToReady(spec, there, longReady(found, Date.parse(asker.now()))),
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
  ready: readonly string[],
): boolean {
  const selector = Object.entries(spec?.selector ?? {});
  if (selector.length === 0) return false;
  return there.some(
    ({ facts: { metadata } }) =>
      ready.includes(metadata.name) && selector.every(([key, value]) => metadata.labels[key] === value),
  );
}

/** Names of the pods that have been ready for longer than a start takes, as they were seen last; ms since the epoch. */
function longReady(found: Gathered, now: number): readonly string[] {
  return [...podsNow(found).values()].flatMap(({ pod, readyAt }) =>
    readyAt !== null && now - Date.parse(readyAt) >= START_MS ? [pod] : [],
  );
}

function servedAt({ object }: MetricsServerPod, args: readonly string[]): readonly string[] {
  const ips = podSchema.safeParse(object).data?.status.podIPs ?? [];
  return ips.map(({ ip }) => hostPort(ip, portOf(args) ?? "10250"));
}

function portOf(args: readonly string[]): string | undefined {
  return args.flatMap((arg) => /^--secure-port=(\d+)$/.exec(arg)?.[1] ?? [])[0];
}
