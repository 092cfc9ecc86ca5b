import { appendFile, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { systemExec } from "../../base/exec.ts";

/** What it is called among the mounts. */
export const SMALL_DISK = "faultline-drill";

/** A small file system in memory, mounted over an empty folder. */
export interface SmallDisk {
  /** Writes until nothing more goes in. */
  fill(): Promise<void>;
  free(): Promise<void>;
  /** Unmounts it; the folder stays. */
  close(): Promise<void>;
}

/** @throws Error where the folder has something in it, which the mount would hide. */
export async function smallDisk(folder: string, megabytes: number): Promise<SmallDisk> {
  await mkdir(folder, { recursive: true });
  const there = await readdir(folder);
  if (there.length > 0) throw new Error(`${folder} is not empty (${there.join(", ")}); prune first`);
  await done("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, SMALL_DISK, folder]);
  const filler = join(folder, ".filler");
  return {
    async fill() {
      for (const size of [1_048_576, 4_096, 1])
        for (;;) {
          const isFull = await appendFile(filler, Buffer.alloc(size)).then(
            () => false,
            (error: NodeJS.ErrnoException) => error.code === "ENOSPC",
          );
          if (isFull) break;
        }
    },
    free: () => rm(filler, { force: true }),
    close: () => done("umount", [folder]),
  };
}

async function done(program: string, args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await systemExec(program, args, { timeoutMs: 20_000 });
  if (exitCode !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
}
