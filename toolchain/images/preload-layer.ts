import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { RecipeRun } from "../recipe.ts";
import { StepFailed } from "./errors.ts";
import { packLayer } from "./layer.ts";

const CONTENT = "io.containerd.content.v1.content";
const SNAPSHOTS = "io.containerd.snapshotter.v1.overlayfs/snapshots";

/**
 * The layer that holds a node's images as containerd itself stores them, unpacked. kind gives every node a volume for /var,
 * which Docker fills by COPYING the image's /var: so blobs and unpacked files lie under /kind/images, which all nodes read from
 * the one image, and /var/lib/containerd has only containerd's small databases and links. A node then neither copies nor
 * unpacks anything. `programs` is a folder with containerd and ctr of the version in the node.
 */
export async function preloadLayer(run: RecipeRun, programs: string, archive: string): Promise<string> {
  const tree = join(run.scratch, "preload");
  const store = join(tree, "var/lib/containerd");
  const images = join(tree, "kind/images");
  await mkdir(store, { recursive: true });
  await mkdir(join(images, "snapshots"), { recursive: true });
  await importImages(run, programs, archive, store);

  await rename(join(store, CONTENT), join(images, "content"));
  await symlink("/kind/images/content", join(store, CONTENT));
  for (const id of await readdir(join(store, SNAPSHOTS))) {
    await rename(join(store, SNAPSHOTS, id), join(images, "snapshots", id));
    await symlink(`/kind/images/snapshots/${id}`, join(store, SNAPSHOTS, id));
  }
  const tar = join(run.scratch, "preload.tar");
  await packLayer(run, tree, tar, { keepOwners: true });
  return tar;
}

/** Runs a containerd of its own on `store`, imports and unpacks the archive, and stops it. */
async function importImages(run: RecipeRun, programs: string, archive: string, store: string): Promise<void> {
  // A socket's path may have 104 characters, and the cache may lie deep.
  const state = await mkdtemp(join(tmpdir(), "faultline-containerd-"));
  const socket = join(state, "containerd.sock");
  const config = join(run.scratch, "containerd.toml");
  const logFile = join(run.scratch, "containerd.log");
  await writeFile(config, 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n');
  const log = await open(logFile, "w");
  const daemon = spawn(
    join(programs, "containerd"),
    ["--config", config, "--root", store, "--state", state, "--address", socket],
    { stdio: ["ignore", log.fd, log.fd], signal: run.signal },
  );
  daemon.on("error", () => undefined);
  const ended = once(daemon, "exit");
  try {
    await socketOf(socket, daemon, logFile);
    const tar = join(run.scratch, "images.tar");
    await run.run("tar", ["-C", archive, "-cf", tar, "."]);
    const ctr = ["--address", socket, "--namespace", "k8s.io"];
    await run.run(join(programs, "ctr"), [...ctr, "images", "import", "--local", tar]);
    await rm(tar);
  } finally {
    daemon.kill("SIGTERM");
    await ended.catch(() => undefined);
    await log.close();
    await rm(state, { recursive: true, force: true });
  }
}

async function socketOf(socket: string, daemon: { exitCode: number | null }, logFile: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await stat(socket).catch(() => undefined)) return;
    if (daemon.exitCode !== null) break;
    await delay(100);
  }
  const log = await readFile(logFile, "utf8").catch(() => "");
  throw new StepFailed(`containerd did not start to fill the node image: ${log.trim().split("\n").at(-1)}`);
}
