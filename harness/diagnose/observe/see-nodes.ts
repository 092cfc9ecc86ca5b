import { z } from "zod";
import { nodeSchema } from "../../observe/objects.ts";
import { parsed } from "../as-kubectl/error-words.ts";
import type { Allocatable } from "../as-kubectl/top.ts";
import type { Asker } from "./asker.ts";
import { couldRead, type Gathered } from "./gathered.ts";

const node = nodeSchema.extend({
  status: z
    .object({
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
      allocatable: z.object({ cpu: z.string().default("0"), memory: z.string().default("0") }).prefault({}),
      addresses: z.array(z.object({ type: z.string(), address: z.string() })).default([]),
    })
    .prefault({}),
});
const list = z.object({ items: z.array(node).nullable() });

export interface NodeFacts extends Allocatable {
  readonly addresses: readonly string[];
}

/** The nodes, and which of them are Ready: those that `kubectl top nodes` has to show. */
export async function seeNodes(found: Gathered, asker: Asker): Promise<readonly NodeFacts[]> {
  const told = await asker.ask("/api/v1/nodes");
  if (!couldRead(found, "node", told, "nodes")) return [];
  const nodes = list.safeParse(parsed(told.body)).data?.items ?? [];
  const ready = nodes
    .filter(({ status }) => status.conditions.some((each) => each.type === "Ready" && each.status === "True"))
    .map(({ metadata }) => metadata.name)
    .sort();
  found.nodes.push({ at: Date.parse(told.toldAt), ready });
  return nodes.map(({ metadata, status }) => ({
    name: metadata.name,
    ...status.allocatable,
    addresses: status.addresses.map(({ address }) => address),
  }));
}
