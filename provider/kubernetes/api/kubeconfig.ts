import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { accessOf, type Choice, type ClusterAccess } from "../../../base/kube/kubeconfig.ts";
import { BadKubeconfig } from "../errors.ts";

/**
 * The cluster that the provider's settings lead to: a kubeconfig given as its text or as a path; without one, $KUBECONFIG, then
 * ~/.kube/config, as the real provider does.
 * @throws BadKubeconfig, KubeconfigError
 */
export function clusterOf(
  setting: string | undefined,
  choose: Choice,
  env: NodeJS.ProcessEnv,
): ClusterAccess {
  if (setting?.includes("\n") || setting?.trimStart().startsWith("{"))
    return accessOf(setting, { name: "the provider's `kubeconfig`", folder: process.cwd() }, choose);
  const path = setting || env.KUBECONFIG?.split(delimiter)[0] || join(homedir(), ".kube", "config");
  const expanded = path.replace(/^~(?=\/)/, homedir());
  if (!existsSync(expanded))
    throw new BadKubeconfig(
      `No kubeconfig at ${expanded}: set the provider's \`kubeconfig\` to its content or path.`,
    );
  const content = readFileSync(expanded, "utf8");
  return accessOf(content, { name: `kubeconfig ${expanded}`, folder: dirname(expanded) }, choose);
}
