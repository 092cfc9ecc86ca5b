import { z } from "zod";
import { apiServiceSchema } from "../../observe/objects.ts";
import { METRICS_API_SERVICE } from "../../observe/watch-apiservice.ts";
import { parsed } from "../as-kubectl/error-words.ts";
import { type Asker, isGood } from "./asker.ts";
import { couldRead, type Gathered } from "./gathered.ts";
import type { ServiceRef } from "./see-service.ts";

const specSchema = z.object({
  spec: z.object({ service: z.object({ namespace: z.string(), name: z.string() }).nullish() }),
});

/** The metrics APIService's condition as it is now; gives the Service that it names. */
export async function seeApiService(found: Gathered, asker: Asker): Promise<ServiceRef | undefined> {
  const told = await asker.ask(`/apis/apiregistration.k8s.io/v1/apiservices/${METRICS_API_SERVICE}`);
  if (told.status !== 404 && !couldRead(found, "apiservice", told, "apiservices.apiregistration.k8s.io"))
    return undefined;
  found.blind.delete("apiservice");
  const present = isGood(told);
  const object = present ? parsed(told.body) : {};
  const { conditions } = apiServiceSchema.safeParse(object).data?.status ?? { conditions: [] };
  const available = conditions.find(({ type }) => type === "Available");
  const { status, reason, message } = available ?? { status: "", reason: "", message: "" };
  found.samples.push({
    kind: "apiservice",
    vantage: asker.name,
    seenAt: told.toldAt,
    present,
    status,
    reason,
    message,
  });
  return specSchema.safeParse(object).data?.spec.service ?? undefined;
}
