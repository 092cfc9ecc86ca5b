import { expect, test } from "vitest";
import { settle } from "../../../harness/run/settle.ts";
import type { Exec } from "../../../harness/seams/exec.ts";
import { virtualClock } from "../../virtual-clock.ts";

const pod = (name: string, startedAt: number | null) => ({
  metadata: { name, namespace: "kube-system" },
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

/** A kubectl that shows the pods as they are at the time. */
const kubectl =
  (podsAt: () => readonly object[]): Exec =>
  async () => ({
    exitCode: 0,
    stdout: JSON.stringify({ items: podsAt() }),
    stderr: "",
    timedOut: false,
    durationMs: 1,
  });

const seams = (clock: ReturnType<typeof virtualClock>, exec: Exec) => ({
  clock,
  exec,
  kubectl: "kubectl",
  kubeconfig: "kubeconfig",
  scratchDir: "scratch",
  signal: new AbortController().signal,
});

test("the wait is over once the youngest container is old enough, however late it started", async () => {
  const clock = virtualClock();
  const late = () =>
    clock.now() < 9_000 ? [pod("etcd", 0), pod("proxy", null)] : [pod("etcd", 0), pod("proxy", 9_000)];
  await settle(25, seams(clock, kubectl(late)));
  expect(clock.now()).toBe(34_000);
});

test("a container that never runs does not hold it for ever", async () => {
  const clock = virtualClock();
  await settle(
    25,
    seams(
      clock,
      kubectl(() => [pod("proxy", null)]),
    ),
  );
  expect(clock.now()).toBe(85_000);
});
