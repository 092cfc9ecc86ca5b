import type { Clock } from "../../../base/clock.ts";
import { apiClient } from "../../../base/kube/api-client.ts";
import type { ClusterAccess } from "../../../base/kube/cluster-access.ts";
import { watchApiService } from "../../observe/watch-apiservice.ts";
import { watchNodes } from "../../observe/watch-nodes.ts";
import { type Asker, asker } from "./asker.ts";
import type { Gathered } from "./gathered.ts";
import { type Meter, readOnly } from "./read-only.ts";
import { seeApiService } from "./see-apiservice.ts";
import { type NodeFacts, seeNodes } from "./see-nodes.ts";
import type { ServiceRef } from "./see-service.ts";
import { reachable, serversOf } from "./servers.ts";

export interface LookDeps {
  readonly access: ClusterAccess;
  readonly clock: Clock;
  /** Ends every question and every watch. */
  readonly signal: AbortSignal;
  readonly meter: Meter;
}

export interface OpenLook {
  /** By way of what the kubeconfig names. */
  readonly main: Asker;
  /** The API servers to ask for metrics: each by itself where there are several, else the main one. */
  readonly vantages: readonly Asker[];
  readonly nodes: readonly NodeFacts[];
  /** The Service that the APIService names. */
  readonly registered: ServiceRef | undefined;
  close(): Promise<void>;
}

/** A watch that has not listed by then will not. */
const LISTED_MS = 2_000;

/** The asker of what the kubeconfig names. */
export function mainAsker({ access, clock, signal, meter }: LookDeps): Asker {
  const client = readOnly(apiClient(access), meter);
  return asker(new URL(access.server).hostname, client, { clock, signal });
}

/** Learns which nodes and API servers there are, and begins to watch what changes too fast for looks now and then. */
export async function openLook(found: Gathered, main: Asker, deps: LookDeps): Promise<OpenLook> {
  const { access, clock, signal, meter } = deps;
  const nodes = await seeNodes(found, main);
  const servers = await serversOf(main, nodes);
  const each = servers.map(({ name, url }) =>
    asker(name, readOnly(apiClient(access, url), meter), { clock, signal }),
  );
  const several = servers.length > 1 ? await reachable(each) : [];
  for (const unused of each.filter((one) => !several.includes(one))) unused.client.close();
  const [only] = servers;
  const vantages =
    several.length > 0 ? several : [only && servers.length === 1 ? { ...main, name: only.name } : main];
  found.servers = Math.max(1, servers.length);
  found.vantages = vantages.map(({ name }) => name);
  // What cannot be read is not watched: it would be asked for again and again.
  const registered = await seeApiService(found, main);
  const [first = main] = vantages;
  const watched = { client: first.client, clock, signal };
  const listed = Promise.withResolvers<void>();
  const keep = (sample: Gathered["samples"][number]) => void found.samples.push(sample);
  const watches = [
    ...(several.length > 0 && !found.blind.has("apiservice")
      ? [watchApiService(watched, first.name, keep)]
      : []),
    ...(found.blind.has("node")
      ? []
      : [
          watchNodes(watched, {
            onReady: (ready) => {
              found.nodes.push({ at: clock.now(), ready });
              listed.resolve();
            },
            onSample: keep,
          }),
        ]),
  ];
  // What begins once the look is open is to be seen by it.
  if (!found.blind.has("node"))
    await Promise.race([listed.promise, clock.sleep(LISTED_MS, signal).catch(() => {})]);
  return {
    main,
    vantages,
    nodes,
    registered,
    close: async () => {
      await Promise.all(watches);
      for (const one of [main, ...several]) one.client.close();
    },
  };
}
