import { parse, stringify } from "yaml";
import type { Properties } from "../../protocol/values.ts";
import { restore } from "./kubelet-config.ts";

/** Where kubeadm puts the kube-apiserver's static pod. */
export const API_SERVER_MANIFEST = "/etc/kubernetes/manifests/kube-apiserver.yaml";

/** The same without our settings, kept since the first change: one that broke off half-way must not become the new base. */
export const API_SERVER_BASE = "/etc/kubernetes/kube-apiserver.base.yaml";

/** What a cluster sets on its kube-apiservers: flags without dashes, and environment variables. */
export interface ApiServerSettings {
  readonly args: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * What a flag goes back to when it is no longer set: kubeadm's own value (cmd/kubeadm/app/phases/controlplane/manifests.go,
 * getAPIServerCommand). A flag not listed is dropped, which is kube-apiserver's default.
 */
const KUBEADM: Properties = {
  "allow-privileged": "true",
  "authorization-mode": "Node,RBAC",
  "client-ca-file": "/etc/kubernetes/pki/ca.crt",
  "enable-admission-plugins": "NodeRestriction",
  "enable-bootstrap-token-auth": "true",
  "kubelet-client-certificate": "/etc/kubernetes/pki/apiserver-kubelet-client.crt",
  "kubelet-client-key": "/etc/kubernetes/pki/apiserver-kubelet-client.key",
  "kubelet-preferred-address-types": "InternalIP,ExternalIP,Hostname",
  "proxy-client-cert-file": "/etc/kubernetes/pki/front-proxy-client.crt",
  "proxy-client-key-file": "/etc/kubernetes/pki/front-proxy-client.key",
  "requestheader-allowed-names": "front-proxy-client",
  "requestheader-client-ca-file": "/etc/kubernetes/pki/front-proxy-ca.crt",
  "requestheader-extra-headers-prefix": "X-Remote-Extra-",
  "requestheader-group-headers": "X-Remote-Group",
  "requestheader-username-headers": "X-Remote-User",
};

interface StaticPod {
  readonly spec: { readonly containers: [Container] };
}
interface Container {
  command: string[];
  env?: { name: string; value?: string }[];
}

/** The manifest with `wanted` in it and without what only `before` set. */
export function withApiServer(
  manifest: string,
  before: readonly ApiServerSettings[],
  wanted: ApiServerSettings,
): string {
  const pod = parse(manifest) as StaticPod;
  const [container] = pod.spec.containers;
  const [program = "kube-apiserver", ...words] = container.command;
  const flags = before.reduce(
    (left: Properties, { args }) => restore(left, args, KUBEADM),
    Object.fromEntries(words.map(flagOf)),
  );
  container.command = [
    program,
    ...Object.entries({ ...flags, ...wanted.args }).map(([name, value]) => `--${name}=${value}`),
  ];
  const dropped = new Set([...before, wanted].flatMap(({ env }) => Object.keys(env)));
  const env = [
    ...(container.env ?? []).filter(({ name }) => !dropped.has(name)),
    ...Object.entries(wanted.env).map(([name, value]) => ({ name, value })),
  ];
  delete container.env;
  if (env.length > 0) container.env = env;
  return stringify(pod);
}

/** `wanted` as the manifest has it: equal to it unless somebody changed the node. */
export function observedApiServer(manifest: string, wanted: ApiServerSettings): ApiServerSettings {
  const [container] = (parse(manifest) as StaticPod).spec.containers;
  const flags = Object.fromEntries(container.command.slice(1).map(flagOf));
  const env = Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value ?? ""]));
  return { args: project(wanted.args, flags), env: project(wanted.env, env) };
}

function project(wanted: Readonly<Record<string, string>>, live: Record<string, string>) {
  return Object.fromEntries(
    Object.keys(wanted).flatMap((name) => (live[name] === undefined ? [] : [[name, live[name]]])),
  );
}

function flagOf(word: string): [string, string] {
  const [name = "", ...value] = word.replace(/^--/, "").split("=");
  return [name, value.join("=")];
}
