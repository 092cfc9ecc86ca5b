import { z } from "zod";
import { parsed } from "../as-kubectl/error-words.ts";
import type { Autoscaler } from "../elsewhere/cluster-names.ts";
import { type Asker, isGood } from "./asker.ts";

const list = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), namespace: z.string() }),
      spec: z.object({ scaleTargetRef: z.object({ kind: z.string(), name: z.string() }) }),
      status: z
        .object({
          conditions: z.array(z.object({ type: z.string(), message: z.string().default("") })).default([]),
        })
        .prefault({}),
    }),
  ),
});
const podSchema = z.object({
  metadata: z.object({
    ownerReferences: z.array(z.object({ kind: z.string(), name: z.string() })).default([]),
  }),
});
type Hpa = z.infer<typeof list>["items"][number];
type Owner = z.infer<typeof podSchema>["metadata"]["ownerReferences"][number];

const HPAS = "/apis/autoscaling/v2/horizontalpodautoscalers?limit=500";
const WITHOUT_REQUEST = /missing request for \w+ in container (\S+) of Pod (\S+)/;
/** Pods that are looked up: each is a question of its own. */
const PODS = 3;

/** An autoscaler that counts a pod which its own workload does not have; one that misses a request of its own pods has another fault. */
export async function seeAutoscaler(asker: Asker): Promise<Autoscaler | undefined> {
  const told = await asker.ask(HPAS);
  const hpas = isGood(told) ? (list.safeParse(parsed(told.body)).data?.items ?? []) : [];
  for (const { hpa, container, pod } of hpas.flatMap(complaintOf).slice(0, PODS)) {
    const { namespace, name } = hpa.metadata;
    const answer = await asker.ask(`/api/v1/namespaces/${namespace}/pods/${pod}`);
    const owners = isGood(answer)
      ? podSchema.safeParse(parsed(answer.body)).data?.metadata.ownerReferences
      : undefined;
    if (owners && !owners.some((owner) => isOf(owner, hpa))) return { namespace, name, container, pod };
  }
  return undefined;
}

function complaintOf(hpa: Hpa) {
  const active = hpa.status.conditions.find(({ type }) => type === "ScalingActive");
  const [, container, pod] = WITHOUT_REQUEST.exec(active?.message ?? "") ?? [];
  return container !== undefined && pod !== undefined
    ? [{ hpa, container, pod: pod.replace(/[,.;]$/, "") }]
    : [];
}

/** A Deployment has its pods by way of a ReplicaSet, which is called like it and a hash. */
function isOf({ kind, name }: Owner, { spec: { scaleTargetRef: target } }: Hpa): boolean {
  if (target.kind !== "Deployment" || kind !== "ReplicaSet")
    return kind === target.kind && name === target.name;
  return name.slice(0, name.lastIndexOf("-")) === target.name;
}
