import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Imports an image of this machine's bash and a few small programs: no registry and no build is needed. */
export function importHostImage(docker: string, dockerHost: string, name: string): void {
  const folder = mkdtempSync(join(tmpdir(), "faultline-image-"));
  try {
    const programs = ["bash", "sleep", "timeout", "cat"].map((program) =>
      execFileSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).trim(),
    );
    const libraries =
      execFileSync("sh", ["-c", 'ldd "$@"', "sh", ...programs], { encoding: "utf8" }).match(
        /\/\S+\.so\S*/g,
      ) ?? [];
    const files = [...new Set([...programs, ...libraries])];
    const tar = join(folder, "image.tar");
    execFileSync("tar", ["-chf", tar, "--transform", "s,^/*,,", ...files], { stdio: "ignore" });
    const path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    execFileSync(docker, ["import", "--change", `ENV ${path}`, tar, name], {
      env: { ...process.env, DOCKER_HOST: dockerHost },
      stdio: "ignore",
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
