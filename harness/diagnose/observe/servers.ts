import { z } from "zod";
import { hostPort } from "../../../base/text/host-port.ts";
import { parsed } from "../as-kubectl/error-words.ts";
import { type Asker, isGood } from "./asker.ts";
import type { NodeFacts } from "./see-nodes.ts";

const slices = z.object({
  items: z
    .array(
      z.object({
        endpoints: z.array(z.object({ addresses: z.array(z.string()) })).nullish(),
        ports: z.array(z.object({ port: z.number() })).nullish(),
      }),
    )
    .nullable(),
});

const SLICES =
  "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dkubernetes";
/** One that is not to be reached from here swallows packets. */
const REACH_MS = 2_000;

/** An API server that the cluster names, by its node's name where it runs on one. */
export interface Server {
  readonly name: string;
  readonly url: string;
}

/** The API servers behind the Service `kubernetes`; empty where that is not told. */
export async function serversOf(asker: Asker, nodes: readonly NodeFacts[]): Promise<readonly Server[]> {
  const told = await asker.ask(SLICES);
  const items = isGood(told) ? (slices.safeParse(parsed(told.body)).data?.items ?? []) : [];
  return items.flatMap(({ endpoints, ports }) =>
    (endpoints ?? []).flatMap(({ addresses }) =>
      addresses.flatMap((address) => {
        const port = ports?.[0]?.port;
        const name = nodes.find((node) => node.addresses.includes(address))?.name ?? address;
        return port === undefined ? [] : [{ name, url: `https://${hostPort(address, port)}` }];
      }),
    ),
  );
}

/** Those that answer from here, each by itself; none where it is fewer than two, because then they tell nothing apart. */
export async function reachable(askers: readonly Asker[]): Promise<readonly Asker[]> {
  const answers = await Promise.all(askers.map((each) => each.ask("/version", { timeoutMs: REACH_MS })));
  const there = askers.filter((_, index) => answers[index] !== undefined && isGood(answers[index]));
  return there.length > 1 ? there : [];
}
