import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { FAKE_TOOLS, fakeMachine } from "./fake-machine.ts";

const MAIN = join(import.meta.dirname, "../../../harness/cli/main.ts");

async function faultline(env: NodeJS.ProcessEnv, ...args: string[]) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [MAIN, "toolchain", ...args], {
    env,
    reject: false,
  });
  return { exitCode, stdout, stderr };
}

test("status says where each component comes from and whether it is there", async () => {
  const { env, bin } = await fakeMachine({
    ...FAKE_TOOLS,
    kubectl: "echo Client Version: v1.32.4-dispatcher",
  });
  const { exitCode, stdout } = await faultline(env, "status", "--output", "json");
  expect(exitCode).toBe(0);
  const status = JSON.parse(stdout);
  const row = (component: string) =>
    status.components.find((each: { component: string }) => each.component === component);
  expect(status.schema).toBe("faultline/toolchain-status@1");
  expect(row("kind")).toMatchObject({
    origin: "host",
    version: "0.27.0",
    path: join(bin, "kind"),
    ready: true,
  });
  expect(row("kubectl")).toMatchObject({ origin: "source", version: "1.32.5", ready: false, bytes: null });
  expect(row("kubernetes")).toMatchObject({ expectedSeconds: 450, tookSeconds: null });

  const text = await faultline(env, "status");
  expect(text.stdout).toMatch(/^COMPONENT +VERSION +ORIGIN +STATE +SIZE +BUILD +WHAT\n/);
  expect(text.stdout).toMatch(/^kubernetes +1\.32\.5 +source +to build +- +about 7\.5 min +kube-apiserver/m);
});

test("import loads a file into the engine and remembers what was in it", async () => {
  const machine = await fakeMachine(FAKE_TOOLS);
  const tar = join(machine.bin, "images.tar");
  writeFileSync(tar, "");
  const { exitCode, stdout } = await faultline(machine.env, "import", tar);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "registry.k8s.io/pause:3.10" });
  expect(machine.calls()).toContain(`docker load --input ${tar}`);
  const note = JSON.parse(readFileSync(join(machine.env.FAULTLINE_CACHE_DIR, "imported.json"), "utf8"));
  expect(note).toEqual({ images: ["registry.k8s.io/pause:3.10"] });
});

test("pull takes the released images of the lock file", async () => {
  const machine = await fakeMachine(FAKE_TOOLS);
  const { exitCode, stdout } = await faultline(machine.env, "pull");
  expect(exitCode).toBe(0);
  expect(stdout.split("\n")).toEqual([
    expect.stringMatching(/^docker\.io\/kindest\/node:v1\.32\.5@sha256:[0-9a-f]{64}$/),
    "registry.k8s.io/metrics-server/metrics-server:v0.7.2",
  ]);
});

test("pull without a registry says what else can be done", async () => {
  const machine = await fakeMachine({ ...FAKE_TOOLS, docker: "exit 1" });
  const { exitCode, stderr } = await faultline(machine.env, "pull");
  expect(exitCode).toBe(4);
  expect(stderr).toMatch(
    /cannot be pulled: bring it as a file .* `faultline toolchain import` here\) or let `faultline toolchain build`/,
  );
});

test("a component nobody knows is one error with the known ones, and nothing is made", async () => {
  const machine = await fakeMachine(FAKE_TOOLS);
  const { exitCode, stderr } = await faultline(machine.env, "build", "kubernets");
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(
    /^faultline: no component "kubernets" in the toolchain; there are kind, pulumi, kubectl/,
  );
  expect(machine.calls()).toEqual([""]);
});

test("prune tells what would go before it goes", async () => {
  const { env } = await fakeMachine(FAKE_TOOLS);
  mkdirSync(join(env.FAULTLINE_CACHE_DIR, "store/kind-0.1.0-000000000000"), { recursive: true });
  const dry = await faultline(env, "prune", "--dry-run");
  expect(dry.stdout).toMatch(/^would remove {2}0 B {2}\S+\/store\/kind-0\.1\.0-000000000000$/);
  expect((await faultline(env, "prune")).stdout).toMatch(/^removed {2}/);
  expect((await faultline(env, "prune")).stdout).toBe("nothing to remove");
  expect((await faultline(env, "prune", "--older-than", "soon")).exitCode).toBe(2);
});
