import { KUBERNETES_VERSION } from "../install/kubernetes-version.ts";
import { UnsupportedByPlugin } from "../protocol/failures.ts";
import type { CheckFailure, Plugin } from "../protocol/plugin.ts";
import type { Properties } from "../protocol/values.ts";
import { kindOfType } from "./kinds.ts";
import { kubernetesObjectType } from "./object/kubernetes-object.ts";
import { diffProvider } from "./provider-diff.ts";
import { openSession } from "./session.ts";

/** Settings that the stand-in does not have, unless they say what it does anyway. */
const UNSUPPORTED: readonly { readonly property: string; readonly unless?: string }[] = [
  { property: "enableServerSideApply", unless: "true" },
  { property: "enableConfigMapMutable", unless: "false" },
  { property: "enableSecretMutable", unless: "false" },
  { property: "enablePatchForce", unless: "false" },
  { property: "namespace" },
  { property: "renderYamlToDirectory" },
];

/** What stands in for pulumi-resource-kubernetes where that cannot be installed. */
export function kubernetesPlugin(env: NodeJS.ProcessEnv): Plugin {
  let session = openSession({}, env);
  return {
    name: "kubernetes",
    version: KUBERNETES_VERSION,
    checkConfig: (config) => UNSUPPORTED.flatMap((rule) => failureOf(rule, config)),
    diffConfig: diffProvider,
    configure(config) {
      session = openSession(config, env);
    },
    resource(type) {
      if (kindOfType(type)) return kubernetesObjectType(session);
      const remedy =
        "It serves what faultline's stacks make; for more use the real plugin (PULUMI_KUBERNETES_PLUGIN).";
      throw new UnsupportedByPlugin(`The stand-in for the Kubernetes plugin has no ${type}. ${remedy}`);
    },
  };
}

function failureOf({ property, unless }: (typeof UNSUPPORTED)[number], config: Properties): CheckFailure[] {
  const value = config[property];
  const reason = "the stand-in does not have this setting: leave it out, or use the real plugin";
  return value && String(value) !== unless ? [{ property, reason }] : [];
}
