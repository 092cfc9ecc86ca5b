import { z } from "zod";
import type { Place } from "../as-kubectl/ask.ts";
import { parsed } from "../as-kubectl/error-words.ts";
import type { Asker } from "./asker.ts";
import { couldRead, type Gathered } from "./gathered.ts";
import { type ServiceRef, seeService } from "./see-service.ts";

const podFacts = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string(),
    creationTimestamp: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
    deletionTimestamp: z.string().optional(),
    ownerReferences: z.array(z.object({ kind: z.string(), name: z.string() })).default([]),
  }),
  spec: z.object({
    containers: z.array(
      z.object({ name: z.string(), image: z.string().default(""), args: z.array(z.string()).default([]) }),
    ),
  }),
});
const list = z.object({ items: z.array(z.unknown()).nullable() });

export type PodFacts = z.infer<typeof podFacts>;

export interface MetricsServerPod {
  /** As the API server sent it. */
  readonly object: unknown;
  readonly facts: PodFacts;
}

/** The labels of the release manifest, and of the Helm chart. */
const SELECTORS = ["k8s-app=metrics-server", "app.kubernetes.io/name=metrics-server"];
const USUAL = { namespace: "kube-system", deployment: "metrics-server" };

/**
 * metrics-server's pods, in whichever namespace and under whichever name: by the usual labels, else by the selector of the Service that
 * the APIService names. A pod that is going is none; undefined where they could not be read. Asked again, it asks for what it found first.
 */
export function findPods(found: Gathered, asker: Asker) {
  let known: string | undefined;
  return async (service: ServiceRef | undefined): Promise<readonly MetricsServerPod[] | undefined> => {
    const paths = known ? [known] : SELECTORS.map((selector) => podsPath(selector));
    for (const path of paths) {
      const pods = await podsAt(found, asker, path);
      if (pods && pods.length > 0) known = path;
      if (!pods || pods.length > 0) return pods;
    }
    const selector = known || !service ? undefined : await selectorOf(asker, service);
    return selector ? podsAt(found, asker, podsPath(selector, service?.namespace)) : [];
  };
}

function podsPath(labelSelector: string, namespace?: string): string {
  const folder = namespace === undefined ? "/api/v1/pods" : `/api/v1/namespaces/${namespace}/pods`;
  return `${folder}?${new URLSearchParams({ labelSelector })}`;
}

/** The pods of a list that are not on their way out; undefined where it could not be read, which is kept of `source`. */
export async function podsAt(
  found: Gathered,
  asker: Asker,
  path: string,
  source = "pod",
): Promise<readonly MetricsServerPod[] | undefined> {
  const told = await asker.ask(path);
  if (!couldRead(found, source, told, "pods")) return undefined;
  const items = list.safeParse(parsed(told.body)).data?.items ?? [];
  return items.flatMap((object) => {
    const facts = podFacts.safeParse(object).data;
    return facts && facts.metadata.deletionTimestamp === undefined ? [{ object, facts }] : [];
  });
}

async function selectorOf(asker: Asker, service: ServiceRef): Promise<string | undefined> {
  const { selector = {} } = (await seeService(asker, service)) ?? {};
  const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  return labels.length > 0 ? labels.join(",") : undefined;
}

/** Where metrics-server is, as far as its pods or the APIService say. */
export function placeOf(pods: readonly MetricsServerPod[], service: ServiceRef | undefined): Place {
  const [first] = pods;
  if (!first) return { ...USUAL, ...(service && { namespace: service.namespace }) };
  const { name, namespace, ownerReferences } = first.facts.metadata;
  const set = ownerReferences.find(({ kind }) => kind === "ReplicaSet")?.name;
  return { namespace, deployment: set?.replace(/-[a-z0-9]+$/, "") ?? USUAL.deployment, pod: name };
}

/** The arguments of the first container of a pod; empty where there is no pod. */
export function argsOf([pod]: readonly MetricsServerPod[]): readonly string[] {
  return pod?.facts.spec.containers[0]?.args ?? [];
}

/** The version of metrics-server by its image's tag, without the `v`; undefined where that says none. */
export function versionOf(pods: readonly MetricsServerPod[]): string | undefined {
  const images = pods.flatMap(({ facts }) => facts.spec.containers.map(({ image }) => image));
  return images.flatMap((image) => /:v?(\d+\.\d+\.\d+)/.exec(image)?.[1] ?? [])[0];
}
