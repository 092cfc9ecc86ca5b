import { chmod, copyFile, cp, mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { words } from "../debian/packages.ts";
import type { Recipe, RecipeRun } from "../recipe.ts";
import { packLayer } from "./layer.ts";

/** This project's own files of a node, laid over kind's. */
export const NODE_FILES = fileURLToPath(new URL("./node", import.meta.url));
/** go.mod and go.sum that pin the kind module. */
const KIND_MODULE = fileURLToPath(new URL("../go/kind", import.meta.url));

/**
 * systemd units a node has no use for, linked to /dev/null: some write to the kernel of the whole machine, the rest only make
 * every node start later.
 */
export const MASKED_UNITS = [
  // Kernel-wide: handlers, modules, debug file systems, the random pool.
  ...words(`
    systemd-binfmt.service proc-sys-fs-binfmt_misc.automount systemd-modules-load.service modprobe@.service
    kmod-static-nodes.service sys-kernel-debug.mount sys-kernel-tracing.mount sys-kernel-config.mount
    sys-fs-fuse-connections.mount systemd-random-seed.service`),
  // Upkeep of an installed machine.
  ...words(`
    ldconfig.service systemd-sysusers.service systemd-hwdb-update.service systemd-journal-catalog-update.service
    systemd-journal-flush.service systemd-update-done.service systemd-update-utmp.service systemd-firstboot.service
    systemd-machine-id-commit.service systemd-remount-fs.service systemd-tmpfiles-setup-dev.service
    systemd-tmpfiles-setup-dev-early.service systemd-tmpfiles-clean.timer systemd-creds.socket systemd-hostnamed.socket
    systemd-pcrextend.socket systemd-pcrlock.socket systemd-sysext.socket systemd-initctl.socket dpkg-db-backup.timer
    apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer fstrim.timer getty.target`),
];

const ENABLED = ["containerd", "kubelet", "undo-mount-hacks", "node-network"];

/** Of kind's base files: for snapshotters that are not in the image, or settings of the whole kernel. */
const UNUSED = [
  "LICENSES",
  "etc/systemd/system/containerd-fuse-overlayfs.service",
  "kind/bin/mount-product-files.sh",
];

/**
 * The layer that makes Debian a kind node: the base image's own files from the kind module (entrypoint, units), ours over
 * them, and the Kubernetes programs of a recipe.
 */
export async function nodeLayer(run: RecipeRun, { component, version }: Recipe): Promise<string> {
  const root = join(run.scratch, "node");
  await copyKindFiles(run, root);
  await cp(NODE_FILES, root, { recursive: true });
  await makeExecutable(join(root, "kind/bin"));
  await makeExecutable(join(root, "usr/local/bin"));

  // kind's unit starts /usr/local/bin/containerd; plugins other networks bring go where everybody looks for them.
  await symlink("/usr/bin/containerd", join(root, "usr/local/bin/containerd"));
  await mkdir(join(root, "opt/cni"), { recursive: true });
  await symlink("/usr/lib/cni", join(root, "opt/cni/bin"));
  const wants = join(root, "etc/systemd/system/multi-user.target.wants");
  await mkdir(wants);
  for (const unit of ENABLED)
    await symlink(`/etc/systemd/system/${unit}.service`, join(wants, `${unit}.service`));
  for (const unit of MASKED_UNITS) await symlink("/dev/null", join(root, "etc/systemd/system", unit));

  await mkdir(join(root, "etc/kubernetes/manifests"), { recursive: true });
  await mkdir(join(root, "etc/cni/net.d"), { recursive: true });
  await writeFile(join(root, "kind/version"), `v${version}`);
  await mkdir(join(root, "usr/bin"), { recursive: true });
  await copyFile(join(run.needed(component), "bin", component), join(root, "usr/bin/kubernetes"));
  await chmod(join(root, "usr/bin/kubernetes"), 0o755);
  for (const name of ["kubeadm", "kubelet", "kubectl"])
    await symlink("kubernetes", join(root, "usr/bin", name));

  const tar = join(run.scratch, "node.tar");
  await packLayer(run, root, tar);
  return tar;
}

async function copyKindFiles(run: RecipeRun, root: string): Promise<void> {
  const env = { GOFLAGS: "-mod=mod", GOWORK: "off" };
  const listed = await run.run("go", ["mod", "download", "-json", "sigs.k8s.io/kind"], {
    cwd: KIND_MODULE,
    env,
  });
  const { Dir } = JSON.parse(listed) as { Dir: string };
  await mkdir(root, { recursive: true });
  // The module cache is read-only; its copy must not be.
  await run.run("cp", ["-r", "--no-preserve=mode", `${join(Dir, "images/base/files")}/.`, root]);
  for (const path of UNUSED) await rm(join(root, path), { recursive: true, force: true });
}

async function makeExecutable(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await chmod(join(folder, name), 0o755);
}
