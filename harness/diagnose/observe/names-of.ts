import { z } from "zod";
import { samplesOf } from "../../judge/view.ts";
import { parsed } from "../as-kubectl/error-words.ts";
import type { Autoscaler, ClusterNames } from "../elsewhere/cluster-names.ts";
import { type Asker, isGood } from "./asker.ts";
import type { Gathered } from "./gathered.ts";
import { seeAutoscaler } from "./see-autoscaler.ts";
import { argsOf, type MetricsServerPod, placeOf, type ServiceRef } from "./workload.ts";

const serviceSchema = z.object({
  spec: z.object({
    clusterIPs: z.array(z.string()).default([]),
    ports: z.array(z.object({ port: z.number() })).default([]),
  }),
});
const podSchema = z.object({
  spec: z.object({ nodeName: z.string().optional() }),
  status: z.object({ podIPs: z.array(z.object({ ip: z.string() })).default([]) }).prefault({}),
});

/** Learns what this cluster calls things, each question once; the pods are those of the round. */
export function namesOf(found: Gathered, asker: Asker, distribution: string | undefined) {
  let autoscaler: Promise<Autoscaler | undefined> | undefined;
  let addresses: Promise<readonly string[]> | undefined;
  let service: ServiceRef | undefined;
  return async (
    there: readonly MetricsServerPod[],
    registered: ServiceRef | undefined,
  ): Promise<ClusterNames> => {
    service = registered ?? service;
    autoscaler ??= seeAutoscaler(asker);
    if (service) addresses ??= addressesOf(asker, service);
    const counts = await autoscaler;
    const { namespace, deployment } = placeOf(there, service);
    return {
      namespace,
      deployment,
      isThere: there.length > 0,
      ...(service && { service: { ...service, dialled: (await addresses) ?? [] } }),
      pods: there.flatMap((pod) => servedAt(pod, argsOf(there))),
      hosts: there.flatMap(({ object }) => podSchema.safeParse(object).data?.spec.nodeName ?? []),
      ...(distribution !== undefined && { distribution }),
      going: samplesOf(found, "namespace"),
      ...(counts && { autoscaler: counts }),
    };
  };
}

async function addressesOf(asker: Asker, { namespace, name }: ServiceRef): Promise<readonly string[]> {
  const told = await asker.ask(`/api/v1/namespaces/${namespace}/services/${name}`);
  const spec = isGood(told) ? serviceSchema.safeParse(parsed(told.body)).data?.spec : undefined;
  return (spec?.clusterIPs ?? []).flatMap((ip) => (spec?.ports ?? []).map(({ port }) => at(ip, `${port}`)));
}

function servedAt({ object }: MetricsServerPod, args: readonly string[]): readonly string[] {
  const port = args.flatMap((arg) => /^--secure-port=(\d+)$/.exec(arg)?.[1] ?? [])[0] ?? "10250";
  const ips = podSchema.safeParse(object).data?.status.podIPs ?? [];
  return ips.map(({ ip }) => at(ip, port));
}

const at = (ip: string, port: string) => (ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`);
