import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { rendered } from "../../../harness/stand/rendered.ts";
import { K0sCluster, K3dCluster, KindCluster } from "../../../provider/sdk/index.ts";
import { withK0s, withK3s } from "../../../stacks/edits/cluster.ts";
import {
  withApiService,
  withDns,
  withNodeRule,
  withoutDeployment,
  withService,
} from "../../../stacks/edits/metrics-server.ts";
import { withNodeRoute } from "../../../stacks/edits/network.ts";
import { healthyStand, UPSTREAM_DEPLOYMENT } from "../../../stacks/healthy/kind.ts";
import { COMPONENTS } from "./components-v0.7.2.ts";
import { objects } from "./kubernetes-objects.ts";

interface ServiceManifest {
  readonly spec: { readonly ports: readonly [object] };
}

const types = async (spec: Parameters<typeof rendered>[0]) =>
  (await rendered(spec)).map(({ type, name }) => `${type.split(":").at(-1)} ${name}`);

const byName = (list: Record<string, unknown>[]) =>
  list.map((object) => [`${object.kind} ${(object.metadata as { name: string }).name}`, object]);

describe("the stack of a spec", () => {
  it("holds exactly the objects of the release manifest", async () => {
    const upstream = parseAllDocuments(COMPONENTS).map((document) => document.toJS());
    const drawn = await objects(healthyStand({ deployment: UPSTREAM_DEPLOYMENT }));
    expect(Object.fromEntries(byName(drawn))).toEqual(Object.fromEntries(byName(upstream)));
    expect(drawn).toHaveLength(upstream.length);
  });

  it.each(["0.8.0", "0.9.0"])(
    "is the same at %s, but that the Service's port says its protocol, as that release's manifest does",
    async (version) => {
      const manifest = COMPONENTS.replaceAll("v0.7.2", `v${version}`);
      const upstream = Object.fromEntries(byName(parseAllDocuments(manifest).map((each) => each.toJS())));
      Object.assign((upstream["Service metrics-server"] as never as ServiceManifest).spec.ports[0], {
        appProtocol: "https",
      });
      const healthy = healthyStand({ deployment: UPSTREAM_DEPLOYMENT });
      const drawn = await objects({ ...healthy, metricsServer: { ...healthy.metricsServer, version } });
      expect(Object.fromEntries(byName(drawn))).toEqual(upstream);
    },
  );

  it("differs from the manifest, when healthy, by the TLS flag and the strategy alone", async () => {
    const drawn = Object.fromEntries(byName(await objects(healthyStand()))) as never;
    expect(drawn["Deployment metrics-server"]).toMatchObject({
      spec: {
        strategy: { type: "Recreate" },
        template: {
          spec: {
            containers: [
              {
                args: [
                  "--cert-dir=/tmp",
                  "--secure-port=10250",
                  "--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname",
                  "--kubelet-use-node-status-port",
                  "--metric-resolution=15s",
                  "--kubelet-insecure-tls",
                ],
              },
            ],
          },
        },
      },
    });
  });

  it("leaves out each part that is null", async () => {
    const all = await types(healthyStand());
    const without = async (spec: Parameters<typeof rendered>[0]) => {
      const left = await types(spec);
      return all.filter((one) => !left.includes(one));
    };
    expect(await without(withoutDeployment(healthyStand()))).toEqual(["Deployment metrics-server"]);
    expect(await without(withService(healthyStand(), null))).toEqual(["Service metrics-server"]);
    expect(await without(withApiService(healthyStand(), null))).toEqual([
      "APIService v1beta1.metrics.k8s.io",
    ]);
    expect(all.filter((one) => one.includes("coredns"))).toEqual([]);
    expect(all.filter((one) => one.startsWith("NodeRule"))).toEqual([]);
  });

  it("does not let Pulumi wait for what a fault breaks", async () => {
    const watched = (await rendered(healthyStand())).filter(({ type }) =>
      /:(Deployment|Service)$/.test(type),
    );
    expect(watched).toHaveLength(2);
    for (const { inputs } of watched) {
      expect(inputs).toMatchObject({ metadata: { annotations: { "pulumi.com/skipAwait": "true" } } });
    }
  });

  it("deletes everything inside the cluster with the cluster", async () => {
    const spec = withNodeRule(withDns(healthyStand(), { unknownNames: "nxdomain" }), RULE);
    const inside = (await rendered(spec)).filter(({ type }) =>
      /^kubernetes:|:(NodeRule|ImageLoad)$/.test(type),
    );
    expect(inside.length).toBeGreaterThan(15);
    const surviving = inside.filter(({ deletedWith }) => !(deletedWith instanceof KindCluster));
    expect(surviving.map(({ type, name }) => `${type} ${name}`)).toEqual([]);
  });

  it("answers unknown names as the spec says, and starts a new DNS pod when that changes", async () => {
    const of = async (unknownNames: "nxdomain" | "forward") => {
      const drawn = await objects(withDns(healthyStand(), { unknownNames }));
      const config = drawn.find(({ kind }) => kind === "ConfigMap") as { data: { Corefile: string } };
      const pods = drawn.find(
        ({ kind, metadata }) => kind === "Deployment" && JSON.stringify(metadata).includes("coredns"),
      );
      return { corefile: config.data.Corefile, pods: JSON.stringify(pods) };
    };
    const [closed, open] = [await of("nxdomain"), await of("forward")];
    expect(closed.corefile).not.toContain("forward");
    const [cluster, rest] = closed.corefile.split("\n.:53 {");
    expect(cluster).toContain("kubernetes cluster.local");
    expect(cluster).not.toContain("template");
    expect(rest).toMatch(/template ANY ANY \. \{\s+rcode NXDOMAIN/);
    expect(open.corefile).toContain("forward . /etc/resolv.conf");
    expect(open.pods).not.toBe(closed.pods);
  });

  it("inserts node rules in the order of the spec", async () => {
    const second = { ...RULE, name: "second" };
    const drawn = await rendered(withNodeRule(withNodeRule(healthyStand(), RULE), second));
    const rules = drawn.filter(({ type }) => type.endsWith(":NodeRule"));
    expect(rules.find(({ name }) => name === "second")?.dependsOn).toEqual(["cut-kubelet"]);
    expect(rules.find(({ name }) => name === "cut-kubelet")?.inputs).toMatchObject({
      node: "all",
      comment: "cut-kubelet",
      match: ["-p", "tcp", "--dport", "10250"],
    });
  });

  it("encodes a CA bundle as the API wants it, and omits an absent one", async () => {
    const apiService = async (caBundle: string | null) => {
      const spec = withApiService(healthyStand(), { insecureSkipTLSVerify: false, caBundle });
      return (await objects(spec)).find(({ kind }) => kind === "APIService") as {
        spec: Record<string, unknown>;
      };
    };
    expect((await apiService("PEM")).spec).toMatchObject({ caBundle: "UEVN", insecureSkipTLSVerify: false });
    expect(Object.keys((await apiService(null)).spec)).not.toContain("caBundle");
  });
});

describe("the stand of another distribution", () => {
  it("of k0s holds the cluster with its images, routes that go with it, and no metrics-server of ours", async () => {
    const cluster = { distribution: "k0s", version: "1.32.3", workers: 1 } as const;
    const spec = withNodeRoute(healthyStand({ cluster }), {
      name: "services",
      node: "control-plane",
      to: "10.96.0.0/12",
      via: "worker",
    });
    const drawn = await rendered(withK0s(spec, { disabledComponents: ["konnectivity-server"] }));
    expect(drawn.filter(({ type }) => type.startsWith("kubernetes:"))).toEqual([]);
    expect(drawn.find(({ type }) => type.endsWith(":K0sCluster"))?.inputs).toMatchObject({
      image: "docker.io/k0sproject/k0s:v1.32.3-k0s.0",
      images: expect.arrayContaining(["quay.io/k0sproject/kube-proxy:v1.32.3"]),
      disabledComponents: ["konnectivity-server"],
      controllerIsNode: false,
    });
    expect(drawn.find(({ type }) => type.endsWith(":NodeRoute"))?.deletedWith).toBeInstanceOf(K0sCluster);
  });

  it("of k3d holds K3s without its own metrics-server, and ours", async () => {
    const cluster = { distribution: "k3d", version: "1.31.6", apiServerArgs: { v: "4" } } as const;
    const drawn = await rendered(healthyStand({ cluster }));
    const { image, serverArgs } = drawn.find(({ type }) => type.endsWith(":K3dCluster"))?.inputs ?? {};
    expect(image).toBe("docker.io/rancher/k3s:v1.31.6-k3s1");
    expect(serverArgs).toEqual([
      expect.stringContaining("--disable=metrics-server"),
      "--kube-apiserver-arg=v=4",
    ]);
    expect(drawn.find(({ type }) => type.endsWith(":Deployment"))?.deletedWith).toBeInstanceOf(K3dCluster);
  });

  it("of k3d tells K3s' servers whether they are nodes and how they reach pods, where a scenario says so", async () => {
    const cluster = { distribution: "k3d", version: "1.31.6", workers: 1 } as const;
    const drawn = await rendered(withK3s(healthyStand({ cluster }), { serverIsNode: false }));
    const { serverArgs, agents } = drawn.find(({ type }) => type.endsWith(":K3dCluster"))?.inputs ?? {};
    expect(serverArgs).toEqual(expect.arrayContaining(["--disable-agent", "--egress-selector-mode=agent"]));
    expect(agents).toBe(1);
  });
});

const RULE = {
  name: "cut-kubelet",
  node: "all",
  table: "filter",
  chain: "INPUT",
  match: ["-p", "tcp", "--dport", "10250"],
  target: ["DROP"],
} as const;
