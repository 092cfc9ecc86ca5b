import { expect, test } from "vitest";
import { rendered } from "../../../harness/stand/rendered.ts";
import { withVClusterValues } from "../../../stacks/edits/vcluster.ts";
import { healthyVCluster } from "../../../stacks/healthy/vcluster.ts";

test("a virtual cluster is one Helm release on the host, after its images and DNS", async () => {
  const all = await rendered(healthyVCluster("0.20.0"));
  const [release, ...more] = all.filter(({ type }) => type === "faultline:index:VCluster");
  expect(more).toEqual([]);
  expect(release?.inputs).toMatchObject({
    name: "vc",
    namespace: "vcluster-vc",
    version: "0.20.0",
    address: "172.18.0.2",
    nodePort: 30_443,
    values: {
      integrations: { metricsServer: { enabled: true } },
      controlPlane: {
        distro: { k8s: { version: "v1.32.5" } },
        service: { httpsNodePort: 30_443 },
        statefulSet: { image: { repository: "loft-sh/vcluster-oss", tag: "0.20.0" } },
      },
    },
  });
  const loaded = all.filter(({ type }) => type === "faultline:index:ImageLoad").map(({ name }) => name);
  expect(release?.dependsOn).toEqual(expect.arrayContaining([...loaded, "dns"]));
  expect(loaded).toContain("ghcr.io/loft-sh/vcluster-oss:0.20.0");
});

test("newer versions take the programs of the virtual control plane from one image", async () => {
  const images = async (version: string) =>
    (await rendered(healthyVCluster(version)))
      .filter(({ type }) => type === "faultline:index:ImageLoad")
      .map(({ name }) => name)
      .filter((name) => /kube-apiserver|loft-sh\/kubernetes/.test(name));
  expect(await images("0.20.0")).toEqual(["registry.k8s.io/kube-apiserver:v1.32.5"]);
  expect(await images("0.36.1")).toEqual(["ghcr.io/loft-sh/kubernetes:v1.32.5"]);
});

test("a scenario's values win over the defaults, key by key", async () => {
  const healthy = healthyVCluster("0.36.1");
  const spec = withVClusterValues(healthy, {
    controlPlane: { service: { spec: { type: "LoadBalancer" } } },
    policies: { networkPolicy: { enabled: true } },
  });
  const release = (await rendered(spec)).find(({ type }) => type === "faultline:index:VCluster");
  expect(release?.inputs.values).toMatchObject({
    controlPlane: { service: { httpsNodePort: 30_443, spec: { type: "LoadBalancer" } } },
    policies: { networkPolicy: { enabled: true }, resourceQuota: { enabled: false } },
  });
  expect(healthy.vcluster?.values).not.toHaveProperty("policies");
});
