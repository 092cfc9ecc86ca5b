import { z } from "zod";
import { namespaceSchema } from "../../observe/objects.ts";
import { parsed } from "../as-kubectl/error-words.ts";
import type { Asker } from "./asker.ts";
import { couldRead, type Gathered } from "./gathered.ts";

const list = z.object({ items: z.array(namespaceSchema).nullable() });

/** The namespaces that are going: what keeps them is in their conditions. */
export async function seeNamespaces(found: Gathered, asker: Asker): Promise<void> {
  const told = await asker.ask("/api/v1/namespaces");
  if (!couldRead(found, "namespace", told, "namespaces")) return;
  for (const { metadata, status } of list.safeParse(parsed(told.body)).data?.items ?? []) {
    const { phase, conditions } = status;
    if (conditions.length > 0)
      found.samples.push({ kind: "namespace", seenAt: told.toldAt, name: metadata.name, phase, conditions });
  }
}
