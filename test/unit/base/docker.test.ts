import { expect, it } from "vitest";
import { dockerFailure, isContainerGone, runDocker } from "../../../base/docker.ts";
import type { Exec } from "../../../base/exec.ts";

it.each([
  ["Error response from daemon: No such container: fl-worker", "gone"],
  ["Error response from daemon: network fl not found", "gone"],
  ["Error response from daemon: get fl-data: no such volume", "gone"],
  ["Error response from daemon: removal of container 1a2b is already in progress", "gone"],
  ["Error response from daemon: container 1a2b is not running", "not running"],
  [
    "Error response from daemon: Container fl-worker is paused, unpause the container before exec",
    "not running",
  ],
  ["Cannot connect to the Docker daemon at unix:///run/x.sock. Is the docker daemon running?", "no engine"],
  ["dial unix /run/x.sock: connect: no such file or directory", "no engine"],
  // A program that a node lacks says nothing of the node.
  ['OCI runtime exec failed: exec: "iptables": executable file not found in $PATH: unknown', "other"],
  ["permission denied while trying to read", "other"],
])("what docker printed tells what failed: %s", (stderr, failure) => {
  expect(dockerFailure({ stderr })).toBe(failure);
});

it.each([
  ["Error response from daemon: No such container: fl-worker", true],
  ["Error response from daemon: container 1a2b is not running", true],
  ["Error response from daemon: Container 1a2b is paused, unpause the container before exec", true],
  ["Cannot connect to the Docker daemon at unix:///run/x.sock", false],
  // What the program inside prints says nothing of its container.
  ["unit proxy.service is not running", false],
  ["Error: network eth1 not found", false],
])("what `docker exec` printed tells whether its container is gone: %s", (stderr, isGone) => {
  expect(isContainerGone({ stderr })).toBe(isGone);
});

it("one engine is asked, by the client that belongs to it", async () => {
  const asked: unknown[] = [];
  const exec: Exec = async (file, args, options) => {
    asked.push([file, ...args], options?.env, options?.timeoutMs);
    return { exitCode: 0, stdout: "", stderr: "", timedOut: false, durationMs: 1 };
  };
  await runDocker({ exec, dockerHost: "unix:///a.sock" }, ["ps"], { timeoutMs: 5, env: { X: "1" } });
  expect(asked).toEqual([["docker", "ps"], { DOCKER_HOST: "unix:///a.sock", X: "1" }, 5]);
});
