import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { systemExec } from "../../base/exec.ts";
import { placesFrom } from "../../base/places.ts";
import { shellQuote } from "../../base/text/shell-quote.ts";
import { processContext } from "../../harness/context.ts";
import type { MadePlan } from "../../harness/plan/make-plan.ts";
import type { Matrix } from "../../harness/report/matrix-schema.ts";
import { openEnvironment, type RunEnvironment } from "../../harness/run/environment.ts";
import { openStand } from "../../harness/stand/open-stand.ts";
import type { Stand, StandUp } from "../../harness/stand/stand.ts";
import { healthyStand } from "../../stacks/healthy/kind.ts";
import { leaksBetween, type Snapshot, snapshot } from "../drill/snapshot.ts";
import { faultline } from "./cli.ts";
import { whyNoPrivateEngine } from "./engine-fixture.ts";
import { jobImage } from "./job-image.ts";

const NAME = `faultline-live-job-${process.pid}`;
const NODE = `${NAME}-control-plane`;
/** The quickest to get through all phases. */
const ASKED = ["apiservice-wrong-service-name/right-name", "bad-flag-pair/timeout-9s", "--depth", "fixes"];
const IMAGE = "faultline:live";
/** On the node. */
const VOLUME = "/var/faultline-results";
const KILLED = "2/2";
const reason = await whyNoPrivateEngine();

/** The claim that the Job names, and a folder of the node for it. */
const STORAGE = [
  {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: "faultline-results" },
    spec: {
      capacity: { storage: "1Gi" },
      accessModes: ["ReadWriteMany"],
      storageClassName: "by-hand",
      hostPath: { path: VOLUME, type: "DirectoryOrCreate" },
    },
  },
  {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "faultline-results" },
    spec: {
      accessModes: ["ReadWriteMany"],
      storageClassName: "by-hand",
      resources: { requests: { storage: "1Gi" } },
    },
  },
];

describe.skipIf(reason !== undefined)(`an Indexed Job${reason ? ` (skipped: ${reason})` : ""}`, () => {
  const places = placesFrom(process.env);
  let state: string;
  let before: Snapshot;
  let environment: RunEnvironment | undefined;
  let stand: Stand | undefined;
  let up: StandUp;
  let job: string;

  const docker = (...args: string[]) =>
    execFileSync(environment?.toolchain.tools.docker ?? "", args, {
      encoding: "utf8",
      env: environment?.childEnv,
      maxBuffer: 2 ** 28,
    });
  const inNode = (script: string) => docker("exec", NODE, "sh", "-c", script);
  const kubectl = (args: readonly string[], input = "") =>
    execFileSync(environment?.toolchain.tools.kubectl ?? "", ["--kubeconfig", up.kubeconfig, ...args], {
      encoding: "utf8",
      input,
    });
  const jobNow = () => JSON.parse(kubectl(["get", "job", "faultline", "-o", "json"]));
  const podsNow = () =>
    JSON.parse(kubectl(["get", "pods", "-l", "job-name=faultline", "-o", "json"])).items.map(podOf);

  beforeAll(async () => {
    state = mkdtempSync(join(tmpdir(), "faultline-live-job-"));
    before = await snapshot(places, systemExec);
    const spec = healthyStand();
    environment = await openEnvironment({
      context: processContext(new AbortController().signal),
      run: `live-${process.pid}`,
      kubernetes: [spec.cluster.version],
      kept: false,
      progress: () => {},
    });
    stand = await openStand({
      name: NAME,
      workDir: join(state, "work"),
      backend: join(state, "backend"),
      pulumiHome: environment.pulumiHome,
      pulumi: environment.toolchain.tools.pulumi,
      nodeImage: environment.toolchain.nodeImage(spec.cluster.version),
      env: environment.childEnv,
    });
    const [image, stood] = await Promise.all([
      jobImage(places, `docker.io/library/${IMAGE}`),
      stand.up(spec),
    ]);
    up = stood;
    try {
      const load = 'tar -C "$1" -cf - . | "$2" exec -i "$3" ctr -n k8s.io images import --local -';
      const words = ["sh", image.archive, environment.toolchain.tools.docker, NODE];
      execFileSync("sh", ["-c", load, ...words], { env: environment.childEnv, stdio: "pipe" });
    } finally {
      image.discard();
    }
    kubectl(["apply", "-f", "-"], STORAGE.map((object) => stringify(object)).join("---\n"));
  });

  async function remove(): Promise<void> {
    const made = [stand, environment] as const;
    [stand, environment] = [undefined, undefined];
    await made[0]?.destroy();
    await made[1]?.release();
  }

  afterAll(async () => {
    await remove();
    rmSync(state, { recursive: true, force: true });
  });

  test("is taken by the API server as it is printed", async () => {
    const { stdout } = await faultline(["plan", ...ASKED, "--shards", "2", "-o", "job", "--image", IMAGE]);
    job = stdout;
    expect(kubectl(["apply", "--dry-run=server", "-f", "-"], job)).toContain("job.batch/faultline created");
  });

  test("tries a shard again that is killed while its cell runs, and completes", async () => {
    kubectl(["apply", "-f", "-"], job);
    const journal = () => journalsOn(inNode)[KILLED] ?? "";
    await expect.poll(journal, { timeout: 300_000 }).toContain('"type":"phase.started","phase":"stand"');
    const pgrep = (...args: string[]) => inNode(`pgrep ${args.map(shellQuote).join(" ")} || true`).trim();
    const cli = pgrep("-of", `harness/cli/main.ts run --shard ${KILLED} `);
    // The node of its cluster: the shim of a container is taken over by the first process of the pod.
    await expect.poll(() => pgrep("-P", cli, "-f", "containerd-shim"), { timeout: 120_000 }).not.toBe("");
    docker("exec", NODE, "kill", "-9", cli);
    const ended = () => jobNow().status.conditions?.map(({ type }: { type: string }) => type) ?? [];
    await expect.poll(ended, { timeout: 600_000, interval: 2_000 }).not.toEqual([]);
    process.stdout.write(logOf(kubectl));
    expect(ended()).toContain("Complete");
    expect(jobNow().status).toMatchObject({ succeeded: 2, completedIndexes: "0,1", failed: 1 });
    expect(podsNow().toSorted()).toEqual(["0: 0", "1: 0", "1: 137"]);
  });

  test("leaves journals that merge into what an unsharded run plans, every cell as expected", async () => {
    const volume = join(state, "volume");
    mkdirSync(volume);
    docker("cp", `${NODE}:${VOLUME}/.`, volume);
    const journals = globSync(join(volume, "2*", "journal.ndjson"));
    expect(journals).toHaveLength(3);
    const results = join(state, "results");
    const merged = await faultline(["merge", ...journals], { FAULTLINE_RESULTS_DIR: results });
    process.stdout.write(merged.stdout);
    expect(merged.exitCode, merged.stderr).toBe(0);
    const matrix = JSON.parse(readFileSync(join(results, "latest", "matrix.json"), "utf8")) as Matrix;
    const planned = await faultline(["plan", ...ASKED, "-o", "json"]);
    const { plan } = JSON.parse(planned.stdout) as MadePlan;
    const ids = plan.stands.flatMap(({ cells }) => cells.map(({ id }) => id));
    expect(matrix.cells.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(matrix.cells.filter(({ verdict }) => verdict !== "pass")).toEqual([]);
    const resumed = journals.filter((path) =>
      readFileSync(path, "utf8").split("\n")[0]?.includes('"copiedFrom"'),
    );
    expect(resumed).toHaveLength(1);
  });

  test("leaves nothing: no process on the node, and once the cluster is gone nothing on the machine", async () => {
    const processes = docker("exec", NODE, "ps", "-eo", "args");
    expect(processes).toContain("kubelet");
    expect(processes.match(/.*\/(cache|lib|opt)\/faultline.*/g)).toBeNull();
    expect(docker("exec", NODE, "cat", "/proc/mounts")).not.toContain("empty-dir");
    expect(docker("exec", NODE, "find", "/sys/fs/cgroup", "-name", "faultline-engine-*")).toBe("");
    await remove();
    const leaks = async () => leaksBetween(before, await snapshot(places, systemExec));
    await expect.poll(leaks, { timeout: 10_000 }).toEqual([]);
  });
});

interface Pod {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly status: {
    readonly containerStatuses?: readonly {
      readonly state: { readonly terminated?: { readonly exitCode: number } };
    }[];
  };
}

/** "<index>: <exit code>". */
function podOf({ metadata, status }: Pod): string {
  const exit = status.containerStatuses?.[0]?.state.terminated?.exitCode;
  return `${metadata.annotations["batch.kubernetes.io/job-completion-index"]}: ${exit}`;
}

/** What the volume's newest journal of each shard has so far. */
function journalsOn(inNode: (script: string) => string): Readonly<Record<string, string>> {
  const all = inNode(`cat ${VOLUME}/*/journal.ndjson 2>/dev/null || true`).split(
    /(?=^\{[^\n]*"type":"run.started")/m,
  );
  return Object.fromEntries(
    all.map((text) => {
      const [, index, of] = /"shard":\{"index":(\d+),"of":(\d+)/.exec(text) ?? [];
      return [`${index}/${of}`, text];
    }),
  );
}

/** The Job, its pods, and what each of them said. */
function logOf(kubectl: (args: readonly string[]) => string): string {
  const pods = kubectl([
    "get",
    "pods",
    "-l",
    "job-name=faultline",
    "--sort-by=.metadata.creationTimestamp",
    "-o",
    "name",
  ]);
  const said = pods
    .split("\n")
    .filter(Boolean)
    .map((pod) => `\n== ${pod}\n${kubectl(["logs", pod])}`);
  return [kubectl(["describe", "job", "faultline"]), kubectl(["get", "pods", "-o", "wide"]), ...said].join(
    "\n",
  );
}
