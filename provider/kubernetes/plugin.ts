import { KUBERNETES_VERSION } from "../install/kubernetes-version.ts";
import { UnsupportedByPlugin } from "../protocol/failures.ts";
import type { CheckFailure, Plugin } from "../protocol/plugin.ts";
import type { Properties } from "../protocol/values.ts";
import { kubernetesObjectType } from "./object/kubernetes-object.ts";
import { diffProvider } from "./provider-diff.ts";
import { openSession } from "./session.ts";

/** Settings that change what the real plugin does into something the stand-in does not. */
const UNSUPPORTED: readonly {
  readonly property: string;
  readonly value?: string;
  readonly reason: string;
}[] = [
  {
    property: "enableServerSideApply",
    value: "false",
    reason: "the stand-in only applies server-side: leave it out or set it to true",
  },
  {
    property: "renderYamlToDirectory",
    reason: "the stand-in does not render manifests: use the real plugin",
  },
];

/** Nothing of a Secret is for display; a path that an object does not have is passed over. */
const SECRET_DATA = [["data"], ["stringData"]];

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
      const [, , kind = ""] = type.split(":");
      if (/^kubernetes:(helm|kustomize|yaml)/.test(type) || /(List|Patch)$/.test(kind)) {
        const remedy =
          "Write the objects themselves in the program, or use the real plugin (PULUMI_KUBERNETES_PLUGIN).";
        throw new UnsupportedByPlugin(`The stand-in for the Kubernetes plugin has no ${type}. ${remedy}`);
      }
      return kubernetesObjectType(session, kind === "Secret" ? SECRET_DATA : []);
    },
  };
}

function failureOf(rule: (typeof UNSUPPORTED)[number], config: Properties): CheckFailure[] {
  const value = config[rule.property];
  const isSet = rule.value === undefined ? Boolean(value) : String(value) === rule.value;
  return isSet ? [{ property: rule.property, reason: rule.reason }] : [];
}
