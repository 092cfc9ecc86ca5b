import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { placesFrom } from "../../../../base/places.ts";
import { systemClock } from "../../../../base/system-clock.ts";
import { chooseKubernetesPlugin } from "../../../../provider/install/choose-kubernetes.ts";
import { KUBERNETES_VERSION } from "../../../../provider/install/real-kubernetes.ts";
import { readLock } from "../../../../toolchain/lock/read-lock.ts";
import { tempFolder } from "../../../temp-folder.ts";

const exec = () => Promise.reject(new Error("nothing outside is asked"));
/** The environment of a machine where no plugin is installed and nothing was made yet. */
const bare = () => ({ PULUMI_HOME: tempFolder("plugin"), FAULTLINE_CACHE_DIR: tempFolder("plugin") });
const optionsFor = (env: NodeJS.ProcessEnv) => ({
  ...{ env, exec, pulumi: "pulumi", download: false, places: placesFrom(env), clock: systemClock },
  ...{ progress: () => {}, signal: AbortSignal.abort(new Error("a build began")) },
});

function installed(): NodeJS.ProcessEnv {
  const file = join(tempFolder("plugin"), "pulumi-resource-kubernetes");
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
  return { ...bare(), PULUMI_KUBERNETES_PLUGIN: file };
}

test("an installed plugin serves unless the stand-in is asked for, and is named with its version", async () => {
  const env = installed();
  const path = env.PULUMI_KUBERNETES_PLUGIN;
  for (const asked of [undefined, "released"] as const)
    expect(await chooseKubernetesPlugin(asked, optionsFor(env))).toEqual({
      path,
      identity: {
        component: "kubernetes-plugin",
        version: KUBERNETES_VERSION,
        origin: "host",
        identity: path,
      },
    });
  expect(await chooseKubernetesPlugin("stand-in", optionsFor(env))).toBeNull();
});

test("where none is installed the stand-in serves, and one is built only for whoever asks for it", async () => {
  expect(await chooseKubernetesPlugin(undefined, optionsFor(bare()))).toBeNull();
  await expect(chooseKubernetesPlugin("released", optionsFor(bare()))).rejects.toThrow("a build began");
});

test("what the toolchain builds is the plugin that the installed @pulumi/kubernetes asks for", async () => {
  expect((await readLock()).components["kubernetes-plugin"]?.version).toBe(KUBERNETES_VERSION);
});
