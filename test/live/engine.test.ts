import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemExec } from "../../base/exec.ts";
import { systemClock } from "../../base/system-clock.ts";
import { daemonVersion } from "../../toolchain/engine/find/docker-api.ts";
import { engineDataRoot, enginePaths } from "../../toolchain/engine/private/engine-paths.ts";
import { createSealedNetwork } from "../../toolchain/engine/seal/sealed-network.ts";
import { machineBefore } from "../../toolchain/engine/undo/machine-state.ts";
import { stopEngine } from "../../toolchain/engine/undo/stop-engine.ts";
import { containerProcesses, engineProcesses } from "../../toolchain/engine/undo/sweep-processes.ts";
import { engineFixture, whyNoPrivateEngine } from "./engine-fixture.ts";
import { importHostImage } from "./host-image.ts";

const reason = await whyNoPrivateEngine();

describe.skipIf(reason !== undefined)(`the private engine${reason ? ` (skipped: ${reason})` : ""}`, () => {
  let fixture: Awaited<ReturnType<typeof engineFixture>>;
  let bin: string;
  let before: unknown;

  beforeAll(async () => {
    fixture = await engineFixture();
    bin = (await fixture.install()).bin;
    before = await machine();
  });
  afterAll(() => fixture?.discard());

  /** Everything an engine could leave: interfaces, firewall, settings, processes, mounts, cgroups. */
  async function machine() {
    const { root, cgroup, execRoot } = enginePaths(fixture.places.engine);
    const { settings, links, firewall } = await machineBefore(systemExec, bin);
    const plain = (text = "") => text.replace(/^#.*\n/gm, "").replace(/\[\d+:\d+\]/g, "");
    const dataRoot = engineDataRoot(fixture.places.cache, fixture.places.engine);
    const mounts = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
    return {
      settings,
      links,
      ipv4: plain(firewall.ipv4),
      ipv6: plain(firewall.ipv6),
      tables: execFileSync(join(bin, "nft"), ["list", "tables"], { encoding: "utf8" }),
      processes: [...(await engineProcesses(root)), ...(await containerProcesses(cgroup))],
      mounts: mounts.filter((line) => line.includes(execRoot) || line.includes(dataRoot)),
      cgroups: execFileSync("find", ["/sys/fs/cgroup", "-name", cgroup], { encoding: "utf8" }),
    };
  }

  /** A network and a running container with a published port: all an engine has its hands in. */
  async function occupy(dockerHost: string): Promise<void> {
    const docker = join(bin, "docker");
    const exec: typeof systemExec = (file, args, options) =>
      systemExec(file === "docker" ? docker : file, args, options);
    await createSealedNetwork({
      dockerHost,
      name: "faultline-live",
      labels: {},
      exec,
      ledger: fixture.ledger,
    });
    importHostImage(docker, dockerHost, "faultline/live");
    const args = [
      "run",
      "-d",
      "--network",
      "faultline-live",
      "-p",
      "127.0.0.1::80",
      "faultline/live",
      "sleep",
      "600",
    ];
    execFileSync(docker, args, { env: { ...process.env, DOCKER_HOST: dockerHost } });
  }

  test("the last user stops it, and the machine is as it was", async () => {
    const engine = await fixture.use();
    await occupy(engine.dockerHost);
    const during = await machine();
    expect(during.ipv4).toContain("DOCKER-USER");
    expect(during.links).toHaveLength((before as typeof during).links.length + 2);
    await engine.release();
    expect(await machine()).toEqual(before);
    expect(await fixture.ledger.entries()).toContainEqual(expect.objectContaining({ state: "closed" }));
  });

  test("it outlives its first user while another one is there", async () => {
    const engine = await fixture.use();
    const code = `
      import { engineFixture } from ${JSON.stringify(join(import.meta.dirname, "engine-fixture.ts"))};
      const engine = await (await engineFixture(process.argv[1])).use();
      console.log("using");
      process.stdin.once("end", async () => { await engine.release(); process.exit(0); }).resume();`;
    const other = spawn(process.execPath, ["--input-type=module", "-e", code, fixture.places.state], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const ended = once(other, "exit");
    expect(String((await once(other.stdout, "data"))[0])).toContain("using");
    await engine.release();
    expect(await daemonVersion(engine.dockerHost)).toBeDefined();
    other.stdin.end();
    expect(await ended).toEqual([0, null]);
    expect(await daemonVersion(engine.dockerHost)).toBeUndefined();
    expect(await machine()).toEqual(before);
  });

  test("kill -9 of all of it, and stopping still leaves nothing", async () => {
    const engine = await fixture.use();
    await occupy(engine.dockerHost);
    for (const { pid } of await engineProcesses(fixture.places.engine)) process.kill(pid, "SIGKILL");
    expect((await machine()).processes.length).toBeGreaterThan(0);
    await engine.release();
    expect(await machine()).toEqual(before);
    expect(await stopEngine({ root: fixture.places.engine, exec: systemExec, clock: systemClock })).toBe(
      false,
    );

    const again = await fixture.use();
    const env = { ...process.env, DOCKER_HOST: again.dockerHost };
    expect(execFileSync(join(bin, "docker"), ["ps", "-aq"], { env, encoding: "utf8" })).toBe("");
    await again.release();
  });
});
