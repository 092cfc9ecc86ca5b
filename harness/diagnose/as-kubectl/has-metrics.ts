import { z } from "zod";
import { parsed } from "./error-words.ts";

const named = z.object({ name: z.string() });
/** Aggregated discovery (v2), and the old list of groups. */
const discovery = z.union([
  z.object({
    items: z.array(
      z.object({
        metadata: named,
        versions: z.array(z.object({ version: z.string(), freshness: z.string().default("Current") })),
      }),
    ),
  }),
  z.object({
    groups: z.array(named.extend({ versions: z.array(z.object({ version: z.string() })) })),
  }),
]);

/** Whether discovery has the version of the metrics API that kubectl knows, and does not call it stale: client-go leaves that out. */
export function hasMetrics(body: string): boolean {
  const told = discovery.safeParse(parsed(body));
  if (!told.success) return false;
  const versions =
    "groups" in told.data
      ? told.data.groups
          .find(({ name }) => name === "metrics.k8s.io")
          ?.versions.map((each) => ({ ...each, freshness: "Current" }))
      : told.data.items.find(({ metadata }) => metadata.name === "metrics.k8s.io")?.versions;
  return versions?.some(({ version, freshness }) => version === "v1beta1" && freshness !== "Stale") ?? false;
}
