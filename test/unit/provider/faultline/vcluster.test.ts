import { Buffer } from "node:buffer";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { vclusterType } from "../../../../provider/faultline/vcluster/vcluster.ts";
import { tempFolder } from "../../../temp-folder.ts";
import { CALL, fakeNodes, type Script } from "./fake-nodes.ts";

const INPUTS = {
  name: "vc",
  namespace: "vcluster-vc",
  version: "0.20.0",
  values: { policies: { networkPolicy: { enabled: true } } },
  hostKubeconfig: "kind: Config # of the host",
  address: "172.18.0.2",
  nodePort: 30_443,
};

const OWN = `clusters: [{name: my-vcluster, cluster: {certificate-authority-data: Q0E=, server: "https://localhost:8443"}}]
contexts: [{name: my-vcluster, context: {cluster: my-vcluster, user: my-vcluster}}]
current-context: my-vcluster
users: [{name: my-vcluster, user: {client-certificate-data: QQ==, client-key-data: QQ==}}]
`;
const SECRET = Buffer.from(OWN).toString("base64");

/** Answers as a cluster whose virtual API server is up; `over` first. */
const up =
  (over: Script = () => undefined): Script =>
  (command, options) =>
    over(command, options) ?? (command.includes("get secret vc-vc") ? SECRET : "");

describe("a virtual cluster", () => {
  it("is what Helm made of the chart of its version and the values", async () => {
    const scratch = tempFolder("vcluster");
    let values: unknown;
    let mode = 0;
    const { context, journal } = fakeNodes(
      scratch,
      up((command) => {
        const [, file] = /--values (\S+)/.exec(command) ?? [];
        if (file === undefined) return undefined;
        values = JSON.parse(readFileSync(file, "utf8"));
        mode = statSync(join(dirname(file), "host-kubeconfig")).mode & 0o777;
        return "";
      }),
    );
    const { id, outputs } = await vclusterType(context).create({ ...CALL, inputs: INPUTS });
    const helm = journal.find((line) => line.startsWith("helm"));
    expect(helm).toMatch(
      / upgrade --install vc \/charts\/vcluster-0\.20\.0 --namespace vcluster-vc .*--wait/,
    );
    expect([values, mode]).toEqual([INPUTS.values, 0o600]);
    expect(id).toBe("vcluster-vc/vc");
    expect(outputs.servers).toEqual([{ name: "vcluster", url: "https://172.18.0.2:30443" }]);
    expect(readdirSync(scratch)).toEqual([]);
  });

  it("is installed by the Helm that it names, which looks at it and removes it as well", async () => {
    const { context, journal } = fakeNodes(tempFolder("vcluster"), up());
    const inputs = { ...INPUTS, helm: "4.1.4" };
    const { id, outputs } = await vclusterType(context).create({ ...CALL, inputs });
    await vclusterType(context).read({ ...CALL, id, inputs, outputs });
    await vclusterType(context).delete({ ...CALL, id, inputs, outputs });
    const helm = journal.filter((line) => line.startsWith("helm"));
    expect(
      helm.map((line) =>
        line
          .replace(/ --kubeconfig \S+/, "")
          .split(" ")
          .slice(0, 2),
      ),
    ).toEqual([
      ["helm-4.1.4", "upgrade"],
      ["helm-4.1.4", "status"],
      ["helm-4.1.4", "uninstall"],
    ]);
  });

  it("is reached at its node port, and its certificate is still verified, by the name it has", async () => {
    const { context } = fakeNodes(tempFolder("vcluster"), up());
    const { outputs } = await vclusterType(context).create({ ...CALL, inputs: INPUTS });
    expect(parse(String(outputs.kubeconfig)).clusters).toEqual([
      {
        name: "my-vcluster",
        cluster: {
          "certificate-authority-data": "Q0E=",
          server: "https://172.18.0.2:30443",
          "tls-server-name": "localhost",
        },
      },
    ]);
  });

  it("counts as made only when its API server answers", async () => {
    let asked = 0;
    const notYet = { exitCode: 1, stderr: "connection refused" };
    const { context } = fakeNodes(
      tempFolder("vcluster"),
      up((command) => (command.includes("/readyz") && ++asked < 3 ? notYet : undefined)),
    );
    await vclusterType(context).create({ ...CALL, inputs: INPUTS });
    expect(asked).toBe(3);
  });

  it("that Helm refuses fails with Helm's words", async () => {
    const refusal = { exitCode: 1, stderr: "Error: UPGRADE FAILED: timed out waiting for the condition" };
    const { context } = fakeNodes(
      tempFolder("vcluster"),
      up((command) => (command.includes("upgrade") ? refusal : undefined)),
    );
    const made = vclusterType(context).create({ ...CALL, inputs: INPUTS });
    await expect(made).rejects.toThrow(/vCluster 0\.20\.0[\s\S]*timed out waiting for the condition/);
  });

  it("is tried again when the host's API server was lost on the way, and only then", async () => {
    const tries = async (stderr: string) => {
      let tried = 0;
      const { context } = fakeNodes(
        tempFolder("vcluster"),
        up((command) => {
          if (!command.includes("upgrade")) return undefined;
          return ++tried === 1 ? { exitCode: 1, stderr } : "";
        }),
      );
      await vclusterType(context)
        .create({ ...CALL, inputs: INPUTS })
        .catch(() => {});
      return tried;
    };
    expect(await tries("Error: UPGRADE FAILED: net/http: TLS handshake timeout")).toBe(2);
    expect(await tries("Error: values don't meet the specifications of the schema(s)")).toBe(1);
  });

  it("is upgraded in place by other values or another version, and named by property", async () => {
    const { context } = fakeNodes("", up());
    const inputs = {
      ...INPUTS,
      version: "0.36.1",
      values: { policies: { networkPolicy: { enabled: false } } },
    };
    const { changes } = await vclusterType(context).diff({
      ...CALL,
      id: "x",
      oldInputs: INPUTS,
      outputs: INPUTS,
      inputs,
    });
    expect(changes.map(({ path, replace }) => [path.join("."), replace])).toEqual([
      ["version", false],
      ["values.policies.networkPolicy.enabled", false],
    ]);
  });

  it("of another name is another one", async () => {
    const { context } = fakeNodes("", up());
    const inputs = { ...INPUTS, name: "other" };
    const { changes } = await vclusterType(context).diff({
      ...CALL,
      id: "x",
      oldInputs: INPUTS,
      outputs: INPUTS,
      inputs,
    });
    expect(changes.map(({ replace }) => replace)).toEqual([true]);
  });

  it("is gone when Helm has no such release", async () => {
    const none = { exitCode: 1, stderr: "Error: release: not found" };
    const { context } = fakeNodes(tempFolder("vcluster"), () => none);
    expect(
      await vclusterType(context).read({ ...CALL, id: "x", inputs: INPUTS, outputs: INPUTS }),
    ).toBeNull();
  });
});
