import { expect, test } from "vitest";
import type { Exec } from "../../../../base/exec.ts";
import { findDaemon } from "../../../../toolchain/engine/find/find-daemon.ts";

const version = { Version: "28.0.0", ApiVersion: "1.48" };
const own = "unix:///state/engine/docker.sock";
const done = (stdout: string, exitCode = 0) => ({
  exitCode,
  stdout,
  stderr: "",
  timedOut: false,
  durationMs: 1,
});
const noDocker: Exec = async () => done("", 127);
const answering =
  (...hosts: string[]) =>
  async (host: string) =>
    hosts.includes(host) ? version : undefined;

test("DOCKER_HOST comes first, and a dead one is an error that names it", async () => {
  const env = { DOCKER_HOST: "tcp://10.0.0.1:2375" };
  const there = answering("tcp://10.0.0.1:2375", "unix:///var/run/docker.sock");
  expect((await findDaemon({ env, exec: noDocker, own, ask: there }))?.dockerHost).toBe(
    "tcp://10.0.0.1:2375",
  );
  const dead = findDaemon({ env, exec: noDocker, own, ask: answering("unix:///var/run/docker.sock") });
  await expect(dead).rejects.toThrow(/No Docker daemon answers at DOCKER_HOST=tcp:\/\/10.0.0.1:2375/);
});

test("the current docker context, then the usual sockets, then Podman's", async () => {
  const exec: Exec = async () => done("unix:///home/me/.docker/desktop.sock\n");
  const env = { XDG_RUNTIME_DIR: "/run/user/1000" };
  const find = (...hosts: string[]) => findDaemon({ env, exec, own, ask: answering(...hosts) });
  const podman = "unix:///run/user/1000/podman/podman.sock";
  expect((await find(podman, "unix:///home/me/.docker/desktop.sock"))?.dockerHost).toContain("desktop.sock");
  expect((await find(podman, "unix:///var/run/docker.sock"))?.dockerHost).toBe("unix:///var/run/docker.sock");
  expect((await find(podman))?.dockerHost).toBe(podman);
  expect(await find()).toBeUndefined();
});

test("the private engine is never taken for the machine's own", async () => {
  const exec: Exec = async () => done(`${own}\n`);
  expect(await findDaemon({ env: { DOCKER_HOST: own }, exec, own, ask: answering(own) })).toBeUndefined();
});
