import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { systemExec } from "../../../../base/exec.ts";
import { readKubeconfig } from "../../../../base/kube/kubeconfig.ts";
import { CERTIFICATE, PRIVATE_KEY } from "../../../certificate.ts";
import { tempFolder } from "../../../temp-folder.ts";

const V1 = "client.authentication.k8s.io/v1";

let dir: string;
beforeEach(() => {
  dir = tempFolder("plugin");
});

const credential = (status: object, more: object = {}) =>
  JSON.stringify({ apiVersion: V1, kind: "ExecCredential", status, ...more });

/** Reads a kubeconfig whose user has this plugin, a real shell script beside it. */
async function ask(
  script: string,
  exec: object = {},
  cluster: object = {},
  user: object = {},
  timeoutMs = 60_000,
) {
  await writeFile(join(dir, "plugin"), `#!/bin/sh\n${script}\n`);
  await chmod(join(dir, "plugin"), 0o755);
  const plugin = { apiVersion: V1, command: "./plugin", interactiveMode: "IfAvailable", ...exec };
  const config = {
    "current-context": "c",
    contexts: [{ name: "c", context: { cluster: "c", user: "c" } }],
    clusters: [{ name: "c", cluster: { server: "https://h:1/k8s", ...cluster } }],
    users: [{ name: "c", user: { exec: plugin, ...user } }],
  };
  const path = join(dir, "config");
  await writeFile(path, JSON.stringify(config, null, 1));
  return readKubeconfig(path, { plugin: { exec: systemExec, timeoutMs } });
}

const refusal = (...asked: Parameters<typeof ask>) => ask(...asked).catch((error) => error);
const asked = async () => JSON.parse(await readFile(join(dir, "asked"), "utf8"));
const KEEP = `echo "$KUBERNETES_EXEC_INFO" > "$(dirname "$0")/asked"`;

test("a token, from a command beside the kubeconfig with its arguments and variables", async () => {
  const exec = { args: ["a b", "$c"], env: [{ name: "SUFFIX", value: "!" }] };
  const access = await ask(`${KEEP}\necho '${credential({ token: "T" })}' | sed "s/T/$1-$2$SUFFIX/"`, exec);
  expect(access).toEqual({ server: "https://h:1/k8s", insecure: false, token: "a b-$c!" });
  expect(await asked()).toEqual({ apiVersion: V1, kind: "ExecCredential", spec: { interactive: false } });
});

test("a client certificate, in the older version, and what the plugin is told of the cluster", async () => {
  const apiVersion = `${V1}beta1`;
  const status = { clientCertificateData: CERTIFICATE, clientKeyData: PRIVATE_KEY };
  await writeFile(join(dir, "status"), credential(status, { apiVersion }));
  const data = Buffer.from(CERTIFICATE).toString("base64");
  const access = await ask(
    `${KEEP}\ncat "$(dirname "$0")/status"`,
    { apiVersion, provideClusterInfo: true, interactiveMode: undefined },
    {
      "certificate-authority-data": data,
      "tls-server-name": "n",
      extensions: [{ name: "client.authentication.k8s.io/exec", extension: { audience: "a" } }],
    },
  );
  expect(access.cert?.toString()).toBe(CERTIFICATE);
  expect(access.key?.toString()).toBe(PRIVATE_KEY);
  const cluster = {
    server: "https://h:1/k8s",
    "tls-server-name": "n",
    "certificate-authority-data": data,
    config: { audience: "a" },
  };
  expect(await asked()).toEqual({
    apiVersion,
    kind: "ExecCredential",
    spec: { cluster, interactive: false },
  });
});

test("is not run where the user has a token, as kubectl does not", async () => {
  expect(await ask("exit 9", {}, {}, { token: "t" })).toMatchObject({ token: "t" });
});

describe("is told with its place, and what to do, when", () => {
  test("it fails, by what it said, without what is secret", async () => {
    const env = [{ name: "CLIENT_SECRET", value: "hunter2-hunter2" }];
    const script = 'echo \'{"status":{"token":"printed"}}\'; echo "login $CLIENT_SECRET expired" >&2; exit 7';
    const error = await refusal(script, { env, args: ["--secret=argument"] });
    expect(error).toMatchObject({ code: "CREDENTIAL_PLUGIN", exit: 4 });
    expect(error.message).toMatch(/config:\d+:\d+: users\.0\.user\.exec: .* \.\/plugin ended with 7; log in/);
    expect(error.message).toMatch(/:\nlogin \[redacted: value of CLIENT_SECRET\] expired$/);
    expect(error.message).not.toMatch(/printed|argument/);
  });

  test("it is missing, by its installHint", async () => {
    const error = await refusal("", { command: "faultline-no-such", installHint: "brew install\nno-such" });
    expect(error).toMatchObject({ code: "CREDENTIAL_PLUGIN" });
    expect(error.message).toMatch(/cannot be started \(ENOENT\); install it, .*:\nbrew install\nno-such$/);
  });

  test("it cannot be executed, or a part of it is missing", async () => {
    await writeFile(join(dir, "text"), "no program");
    expect((await refusal("", { command: "./text" })).message).toMatch(
      /cannot be started \(EACCES\); install/,
    );
    expect((await refusal("no-such-part")).message).toMatch(/ended with 127; .*:\n.*no-such-part.*not found/);
  });

  test("it takes too long, with what it has started", { timeout: 90_000 }, async () => {
    const before = Date.now();
    const slow = (script: string) => refusal(script, { args: ["--secret=argument"] }, {}, {}, 5_000);
    const { message } = await slow("echo open a browser >&2\nsleep 90\n:");
    expect(message).toMatch(/did not end within 5 s; log in .*:\nopen a browser$/);
    expect((await slow("sleep 90")).message).toMatch(/works$/);
    expect(Date.now() - before).toBeLessThan(60_000);
  });

  test.each([
    ["nothing", "", /printed no ExecCredential; see whether/],
    ["no JSON", "s3cret", /printed no ExecCredential; see whether/],
    ["no status", credential({}, { status: undefined }), /printed no ExecCredential \(status\)/],
    [
      "another version",
      credential({ token: "s3cret" }, { apiVersion: "v2" }),
      /answers with another apiVersion/,
    ],
    ["no token", credential({ token: "" }), /gave neither a token nor a certificate/],
    ["no pair", credential({ clientCertificateData: "s3cret", clientKeyData: "k" }), /are no pair in PEM/],
  ])("it printed %s", async (_, printed, told) => {
    await writeFile(join(dir, "status"), printed);
    const { message } = await refusal('cat "$(dirname "$0")/status"');
    expect(message).toMatch(told);
    expect(message).not.toContain("s3cret");
  });

  test.each([
    ["wants a terminal", { interactiveMode: "Always" }, /exec\.interactiveMode: .*set IfAvailable/],
    ["is too old", { apiVersion: `${V1}alpha1` }, /exec\.apiVersion: none of .*write the kubeconfig anew/],
    ["has no command", { command: "" }, /exec\.command: no command is named/],
  ])("it %s, before it is run", async (_, exec, told) => {
    const error = await refusal(KEEP, exec);
    expect(error).toMatchObject({ code: "KUBECONFIG", message: expect.stringMatching(told) });
    await expect(asked()).rejects.toThrow(/ENOENT/);
  });
});
