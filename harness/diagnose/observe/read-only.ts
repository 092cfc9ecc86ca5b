import type { ApiClient } from "../../../base/kube/api-client.ts";

/** Shared by all clients of a look: how often they may ask, and how often they did. */
export interface Meter {
  readonly most: number;
  requests: number;
}

/** A fault that cannot be told apart from another takes no more; most take twenty. */
export const MOST_REQUESTS = 59;

/** A client that reads, at most so often, and has no way to send anything but a GET. */
export type ReadOnlyClient = Pick<ApiClient, "get" | "lines" | "close">;

/** A look asks no more: nobody wants to be the load that it finds. */
export class EnoughAsked extends Error {
  constructor({ most }: Meter) {
    super(`not asked: ${most} requests are the most`);
    this.name = "EnoughAsked";
  }
}

export function readOnly(client: ReadOnlyClient, meter: Meter): ReadOnlyClient {
  const count = () => {
    if (meter.requests >= meter.most) throw new EnoughAsked(meter);
    meter.requests += 1;
  };
  return {
    get: async (path, options) => {
      count();
      return client.get(path, options);
    },
    async *lines(path, options) {
      count();
      yield* client.lines(path, options);
    },
    close: () => client.close(),
  };
}
