import { expect, test } from "vitest";
import { waitForAge } from "../../../harness/cell/wait-for-age.ts";
import { virtualClock } from "../../virtual-clock.ts";

interface Container {
  readonly name: string;
  /** When it started and when the kubelet read its figure; null: not yet. Milliseconds. */
  readonly startedAt: number | null;
  readonly readAt: number | null;
}

const pod = ({ name, startedAt }: Container) => ({
  metadata: { name, namespace: "kube-system" },
  spec: { nodeName: "node-1" },
  status: {
    containerStatuses: [
      {
        name,
        restartCount: 0,
        state: startedAt === null ? {} : { running: { startedAt: new Date(startedAt).toISOString() } },
      },
    ],
  },
});

const figures = ({ name, startedAt, readAt }: Container) => {
  if (startedAt === null || readAt === null) return "";
  const labels = `container="${name}",namespace="kube-system",pod="${name}"`;
  return [
    `container_cpu_usage_seconds_total{${labels}} 0.33 ${readAt}`,
    `container_start_time_seconds{${labels}} ${startedAt / 1_000}`,
  ].join("\n");
};

/** An API server that shows containers and figures as they are at the time. */
const deps = (clock: ReturnType<typeof virtualClock>, containersAt: () => readonly Container[]) => ({
  clock,
  client: {
    get: async (path: string) => ({
      status: 200,
      body: path.endsWith("/proxy/metrics/resource")
        ? containersAt().map(figures).join("\n")
        : JSON.stringify({ items: containersAt().map(pod) }),
      etag: undefined,
    }),
  },
  signal: new AbortController().signal,
});

const ETCD: Container = { name: "etcd", startedAt: 0, readAt: 90_000 };

test("the wait is over once the figure of the youngest container is old enough, not the container", async () => {
  const clock = virtualClock();
  const readEvery12s = () => {
    const now = clock.now();
    return [
      ETCD,
      { name: "proxy", startedAt: 9_000, readAt: 9_000 + Math.floor((now - 9_000) / 12_000) * 12_000 },
    ];
  };
  await waitForAge(15, deps(clock, readEvery12s));
  expect(clock.now()).toBe(33_000);
});

test("a container that runs but has no figure yet is waited for", async () => {
  const clock = virtualClock();
  const late = () => [ETCD, { name: "proxy", startedAt: 0, readAt: clock.now() < 20_000 ? null : 19_000 }];
  await waitForAge(15, deps(clock, late));
  expect(clock.now()).toBe(20_000);
});

test("a container that never runs does not hold it for ever", async () => {
  const clock = virtualClock();
  await waitForAge(
    15,
    deps(clock, () => [{ name: "proxy", startedAt: null, readAt: null }]),
  );
  expect(clock.now()).toBe(105_000);
});
