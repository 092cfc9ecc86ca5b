import { KUBERNETES_VERSION } from "../install/real-kubernetes.ts";
import { changesBetween, type JudgedChange } from "../protocol/changes.ts";
import { UnsupportedByPlugin } from "../protocol/failures.ts";
import type { CheckFailure, Plugin } from "../protocol/plugin.ts";
import { isUnknown, type Properties, sameValue } from "../protocol/values.ts";
import { kindOfType } from "./kinds.ts";
import { kubernetesObjectType } from "./object/kubernetes-object.ts";
import { clusterOf, openSession } from "./session.ts";

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
        "It serves what faultline's stacks make; for more use the released plugin (--plugin released).";
      throw new UnsupportedByPlugin(`The stand-in for the Kubernetes plugin has no ${type}. ${remedy}`);
    },
  };
}

function failureOf({ property, unless }: (typeof UNSUPPORTED)[number], config: Properties): CheckFailure[] {
  const value = config[property];
  const reason =
    "the stand-in does not have this setting: leave it out, or use the released plugin (--plugin released)";
  return value && String(value) !== unless ? [{ property, reason }] : [];
}

/** Settings that say which cluster is meant. */
const PLACE = ["kubeconfig", "context", "cluster"];

/** The user's own name for the cluster: while it stays the same, so does the cluster, wherever the kubeconfig leads. */
const IDENTIFIER = "clusterIdentifier";

/**
 * Another cluster means that every object has to be created anew; new credentials for the same one do not. A value that is not
 * known yet may be either: replace, as the real provider does.
 */
export function diffProvider(before: Properties, after: Properties): readonly JudgedChange[] {
  const changes = changesBetween(before, after);
  if (after[IDENTIFIER] && sameValue(before[IDENTIFIER], after[IDENTIFIER])) {
    return changes.map((change) => ({ ...change, replace: false }));
  }
  const isElsewhere = placeOf(before) !== placeOf(after);
  return changes.map((change) => {
    const key = String(change.path[0]);
    if (key === IDENTIFIER) return { ...change, replace: change.kind === "update" };
    return { ...change, replace: PLACE.includes(key) && (isUnknown(after[key]) || isElsewhere) };
  });
}

/** Address and CA of the cluster a provider's settings lead to; empty where they lead to none. */
function placeOf(config: Properties): string {
  try {
    const { server, ca } = clusterOf(config, process.env);
    return `${server} ${ca?.toString("base64") ?? ""}`;
  } catch {
    return "";
  }
}
