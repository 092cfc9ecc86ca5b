import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, join } from "node:path";
import { onTestFinished } from "vitest";
import { tempFolder } from "../../temp-folder.ts";

/** A machine with a Docker daemon (that only knows its version) and fake programs that log their calls. */
export async function fakeMachine(programs: Readonly<Record<string, string>>) {
  const root = tempFolder("machine");
  const [bin, images, calls] = [join(root, "bin"), join(root, "images"), join(root, "calls")];
  for (const folder of [bin, images]) mkdirSync(folder);
  writeFileSync(calls, "");
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >> ${calls}\nimages=${images}\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const socket = join(root, "docker.sock");
  const daemon = createServer((_, response) =>
    response.end(JSON.stringify({ Version: "28.0.4", ApiVersion: "1.48" })),
  );
  await new Promise<void>((listening) => daemon.listen(socket, listening));
  onTestFinished(() => {
    daemon.close();
  });
  const env = {
    PATH: [bin, "/usr/bin", "/bin"].join(delimiter),
    DOCKER_HOST: `unix://${socket}`,
    FAULTLINE_CACHE_DIR: join(root, "cache"),
    FAULTLINE_STATE_DIR: join(root, "state"),
  };
  return { bin, env, store: join(root, "cache/store"), calls: () => readFileSync(calls, "utf8").split("\n") };
}

/** `docker image inspect`, `pull` and `load` over a folder. */
const FAKE_DOCKER = `
name=$(eval echo "\\$$#" | tr '/:' '__')
case "$1" in
  image) [ -e "$images/$name" ] && echo "sha256:$name" || exit 1 ;;
  pull) touch "$images/$name" ;;
  load) echo "Loaded image: registry.k8s.io/pause:3.10" ;;
esac`;

/** Fakes of every tool, in versions the lock file accepts. */
export const FAKE_TOOLS = {
  docker: FAKE_DOCKER,
  kind: "echo kind v0.27.0 go1.23.6 linux/amd64",
  kubectl: "echo Client Version: v1.32.5",
  pulumi: "echo v3.260.0",
};
