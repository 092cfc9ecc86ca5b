import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { KUBERNETES_VERSION } from "../../../../provider/install/real-kubernetes.ts";
import { installPlugins } from "../../../../provider/install.ts";
import { tempFolder } from "../../../temp-folder.ts";

async function launcherOf(kubernetes: string | null) {
  const pulumiHome = tempFolder("plugin");
  const { standIns } = await installPlugins({ pulumiHome, env: {}, kubernetes });
  const folder = join(pulumiHome, "plugins", `resource-kubernetes-v${KUBERNETES_VERSION}`);
  return {
    pulumiHome,
    standIns,
    script: readFileSync(join(folder, "pulumi-resource-kubernetes"), "utf8"),
  };
}

test("the released plugin leaves its kubeconfigs where only the user reads and the run's end removes", async () => {
  const { pulumiHome, script, standIns } = await launcherOf("/opt/kubernetes-plugin");
  const temporary = join(pulumiHome, "kubernetes-plugin");
  expect(script).toContain(`TMPDIR=${temporary}`);
  expect(script).toContain("/opt/kubernetes-plugin");
  expect(statSync(temporary).mode & 0o777).toBe(0o700);
  expect(standIns).toEqual([]);
});

test("without one the stand-in serves, and is named as one", async () => {
  const { script, standIns } = await launcherOf(null);
  expect(script).toContain("provider/kubernetes/main.ts");
  expect(standIns).toEqual(["kubernetes"]);
});
