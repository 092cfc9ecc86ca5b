import { existsSync, readdirSync } from "node:fs";
import { delimiter } from "node:path";
import { expect, test } from "vitest";
import { systemExec } from "../../../base/exec.ts";
import { openLedger } from "../../../base/ledger/open-ledger.ts";
import { ownerOf } from "../../../base/ledger/owner.ts";
import { placesFrom } from "../../../base/places.ts";
import { systemClock } from "../../../base/system-clock.ts";
import { lineProgress, prepareToolchain, type Toolchain } from "../../../toolchain/index.ts";
import { FAKE_TOOLS, fakeMachine } from "./fake-machine.ts";

const NODE =
  "docker.io/kindest/node:v1.32.5@sha256:e3b2327e3a5ab8c76f5ece68936e4cafaa82edf58486b769727ab0b3b97a5b0d";
const METRICS_SERVER = "registry.k8s.io/metrics-server/metrics-server:v0.7.2";

async function prepare(env: NodeJS.ProcessEnv): Promise<{ toolchain: Toolchain; told: string }> {
  const places = placesFrom(env);
  const owner = ownerOf(process.pid);
  const ledger = await openLedger({ dir: places.ledger, run: "test", owner, clock: systemClock });
  let told = "";
  const progress = lineProgress((text) => {
    told += text;
  }, systemClock);
  const { signal } = new AbortController();
  const toolchain = await prepareToolchain({
    places,
    exec: systemExec,
    clock: systemClock,
    ledger,
    progress,
    signal,
    env,
  });
  await toolchain.release();
  return { toolchain, told };
}

test("a machine with Docker, the tools and a registry: official images, its own tools, nothing built", async () => {
  const machine = await fakeMachine(FAKE_TOOLS);
  const { toolchain, told } = await prepare(machine.env);
  expect(toolchain.nodeImage("1.32.5")).toBe(NODE);
  expect(
    toolchain.identity.map(({ component, version, origin }) => `${component} ${version} ${origin}`),
  ).toEqual([
    "engine 28.0.4 host",
    "kind 0.27.0 host",
    "kubectl 1.32.5 host",
    "pulumi 3.260.0 host",
    "node-image 1.32.5 release",
    "metrics-server 0.7.2 release",
    "kubernetes 1.32.5 release",
  ]);
  expect(toolchain.standIns).toEqual([]);
  expect(toolchain.env.DOCKER_HOST).toBe(machine.env.DOCKER_HOST);
  expect(toolchain.env.PATH?.split(delimiter)[0]).toBe(toolchain.bin);
  expect(readdirSync(toolchain.bin).sort()).toEqual(["docker", "kind", "kubectl", "pulumi"]);
  expect(machine.calls().filter((call) => call.startsWith("docker pull"))).toEqual([
    `docker pull --quiet ${NODE}`,
    `docker pull --quiet ${METRICS_SERVER}`,
  ]);
  expect(existsSync(machine.store)).toBe(false);
  expect(told).toBe("");

  await prepare(machine.env);
  expect(machine.calls().filter((call) => call.startsWith("docker pull"))).toHaveLength(2);
});

test("Kubernetes versions nobody can give are refused before anything is pulled or started", async () => {
  const machine = await fakeMachine(FAKE_TOOLS);
  const places = placesFrom(machine.env);
  const owner = ownerOf(process.pid);
  const ledger = await openLedger({ dir: places.ledger, run: "test", owner, clock: systemClock });
  const asked = prepareToolchain({
    places,
    exec: systemExec,
    clock: systemClock,
    ledger,
    progress: () => {},
    signal: new AbortController().signal,
    env: machine.env,
    needs: { kubernetes: ["1.32.5", "1.29.0"] },
  });
  await expect(asked).rejects.toThrow(
    "there is no node image for Kubernetes 1.29.0: toolchain/lock.yaml has 1.32.5",
  );
  expect(machine.calls()).toEqual([""]);
});
