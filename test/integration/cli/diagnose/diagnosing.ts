import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { type FakeApiServer, fakeApiServer } from "../../../fake-api-server.ts";
import { type FakeCluster, fakeCluster } from "../../../fake-cluster.ts";
import { freshMachine } from "../faultline.ts";

/** Looks last for some seconds, and the machine may be busy. */
export const PATIENCE_MS = 180_000;

export const FLAGS_CLASH: FakeCluster = {
  available: {
    status: "False",
    reason: "MissingEndpoints",
    message: 'endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"',
  },
  ready: false,
  restarts: 4,
  log: [
    "panic: failed to create: metric-resolution should be larger than kubelet-request-timeout, but metric-resolution value 10s kubelet-request-timeout value 10s provided",
  ],
};
export const BROKEN: FakeCluster = { ...FLAGS_CLASH, log: ["E1129 a fault that nobody has documented"] };

/** A machine that has a kubeconfig of a cluster and nothing else: no docker, no pulumi, no kubectl. */
export async function machineFor(server: Pick<FakeApiServer, "url">) {
  const machine = await freshMachine();
  const file = join(machine.root, "kubeconfig");
  const named = (name: string, key: string, value: object) => ({ name, [key]: value });
  const config = {
    "current-context": "c",
    contexts: [named("c", "context", { cluster: "c", user: "c" })],
    clusters: [named("c", "cluster", { server: server.url })],
    users: [named("c", "user", { token: "t" })],
  };
  await writeFile(file, JSON.stringify(config));
  const env = { KUBECONFIG: file, PATH: "/nowhere" };
  return { ...machine, diagnose: (...args: string[]) => machine.run(["diagnose", ...args], env) };
}

export async function diagnosed(cluster: FakeCluster, ...args: string[]) {
  const fake = fakeCluster(cluster);
  const server = await fakeApiServer(fake.answer);
  const machine = await machineFor(server);
  const ended = await machine.diagnose(...args);
  await server.close();
  expect(fake.refused).toEqual([]);
  expect(server.asked.length).toBeLessThan(60);
  expect(await machine.created()).toEqual([]);
  return { ...ended, asked: server.asked };
}
