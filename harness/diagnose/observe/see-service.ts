import { z } from "zod";
import { parsed } from "../as-kubectl/error-words.ts";
import { type Asker, isGood } from "./asker.ts";

const schema = z.object({
  spec: z.object({
    clusterIPs: z.array(z.string()).default([]),
    ports: z
      .array(z.object({ port: z.number(), targetPort: z.union([z.number(), z.string()]).optional() }))
      .default([]),
    selector: z.record(z.string(), z.string()).default({}),
  }),
});

export type ServiceSpec = z.infer<typeof schema>["spec"];

/** The Service that the APIService names. */
export interface ServiceRef {
  readonly namespace: string;
  readonly name: string;
}

/** What a Service asks for; undefined where it is not there, or not told. */
export async function seeService(
  asker: Asker,
  { namespace, name }: ServiceRef,
): Promise<ServiceSpec | undefined> {
  const told = await asker.ask(`/api/v1/namespaces/${namespace}/services/${name}`);
  return isGood(told) ? schema.safeParse(parsed(told.body)).data?.spec : undefined;
}
