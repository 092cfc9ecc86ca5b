import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { processContext } from "../../harness/context.ts";
import { openEnvironment, type RunEnvironment } from "../../harness/run/environment.ts";
import { openStand } from "../../harness/stand/open-stand.ts";
import type { Stand, StandUp } from "../../harness/stand/stand.ts";
import { healthyStand } from "../../stacks/healthy/kind.ts";

/** k3d's life-cycle with a stand-in for K3s' node image: Kubernetes under k3d, not K3s. Cells on k3d never use it. */
const NAME = `faultline-k3d-${process.pid}`;
const VERSION = "1.32.5";
const SPEC = healthyStand({ cluster: { distribution: "k3d", version: VERSION } });

let state: string;
let environment: RunEnvironment;
let stand: Stand;
let up: StandUp;

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), "faultline-live-k3d-"));
  environment = await openEnvironment({
    context: processContext(new AbortController().signal),
    run: `live-${process.pid}`,
    kubernetes: [VERSION],
    components: ["k3d", "k3s-stand-in"],
    kept: false,
    progress: () => {},
  });
  const standIn = environment.toolchain.images["k3s-stand-in"];
  stand = await openStand({
    name: NAME,
    workDir: join(state, "work"),
    backend: join(state, "backend"),
    pulumiHome: environment.pulumiHome,
    pulumi: environment.toolchain.tools.pulumi,
    nodeImage: standIn?.name ?? "none",
    env: environment.childEnv,
  });
});

afterAll(async () => {
  await environment?.release();
  await rm(state, { recursive: true, force: true });
});

const docker = (...args: string[]) =>
  execFileSync(environment.toolchain.tools.docker, args, { encoding: "utf8", env: environment.childEnv });

/** What the engine has; others may be using it, too. */
const inEngine = () =>
  [
    docker("ps", "-a", "--format", "container {{.Names}}"),
    docker("volume", "ls", "--format", "volume {{.Name}}"),
    docker("network", "ls", "--filter", "type=custom", "--format", "network {{.Name}}"),
  ].flatMap((listed) => listed.split("\n").filter(Boolean));

function top(): string {
  const cache = join(state, `cache-${performance.now()}`);
  const args = ["--kubeconfig", up.kubeconfig, "--cache-dir", cache, "top", "nodes"];
  try {
    return execFileSync(environment.toolchain.tools.kubectl, args, { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    return String(error);
  }
}

const ledger = async () =>
  (await environment.ledger.entries())
    .filter(({ run, state: at }) => run === environment.run && at === "open")
    .flatMap(({ thing }) => ("name" in thing ? [thing.name] : []));

it("makes a cluster on a sealed network, on which kubectl top works, with everything in the ledger", async () => {
  up = await stand.up(SPEC);
  expect(up.nodes).toEqual([`k3d-${NAME}-server-0`]);
  expect(up.servers).toEqual([
    { name: `k3d-${NAME}-server-0`, url: expect.stringMatching(/127\.0\.0\.1:\d+/) },
  ]);
  expect(await ledger()).toEqual(
    expect.arrayContaining([`k3d-${NAME}-server-0`, `k3d-${NAME}-tools`, `k3d-${NAME}-images`, NAME]),
  );
  await expect.poll(top, { timeout: 180_000, interval: 1_000 }).toContain(`k3d-${NAME}-server-0`);
});

it("reaches nothing outside", () => {
  const get = "timeout 3 bash -c 'echo >/dev/tcp/192.0.2.1/443'";
  expect(() => docker("exec", `k3d-${NAME}-server-0`, "sh", "-c", get)).toThrow(/refused|unreachable/);
});

it("has not drifted", async () => {
  expect(await stand.refresh()).toEqual([]);
});

it("leaves nothing, no volume either", async () => {
  const format = "{{range .Mounts}}{{.Name}} {{end}}";
  const volumes = docker("inspect", "--format", format, `k3d-${NAME}-server-0`).trim().split(/\s+/);
  expect(volumes).toContain(`k3d-${NAME}-images`);
  expect(volumes.length).toBeGreaterThan(1);
  await stand.destroy();
  const left = inEngine().filter((thing) => [NAME, ...volumes].some((name) => thing.includes(name)));
  expect(left).toEqual([]);
  expect((await ledger()).filter((name) => name.includes(NAME))).toEqual([]);
});
