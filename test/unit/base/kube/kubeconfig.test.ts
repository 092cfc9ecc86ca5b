import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { readKubeconfig } from "../../../../base/kube/kubeconfig.ts";
import { tempFolder } from "../../../temp-folder.ts";

let dir: string;
beforeEach(() => {
  dir = tempFolder("kubeconfig");
});

const config = (cluster: string, user: string) => `
apiVersion: v1
kind: Config
current-context: two
contexts:
- { name: one, context: { cluster: other, user: other } }
- { name: two, context: { cluster: mine, user: me } }
clusters:
- { name: other, cluster: { server: "https://10.0.0.1:6443" } }
- name: mine
  cluster: ${cluster}
users:
- { name: other, user: { token: wrong } }
- name: me
  user: ${user}
`;

async function read(text: string) {
  const path = join(dir, "kubeconfig");
  await writeFile(path, text);
  return readKubeconfig(path);
}

test("the current context's certificates, inline or beside the file", async () => {
  await writeFile(join(dir, "me.key"), "KEY");
  const inline = (text: string) => Buffer.from(text).toString("base64");
  const cluster = `{ server: "https://127.0.0.1:6443", certificate-authority-data: ${inline("CA")} }`;
  const access = await read(
    config(cluster, `{ client-certificate-data: ${inline("CERT")}, client-key: me.key }`),
  );
  expect(access).toEqual({
    server: "https://127.0.0.1:6443",
    ca: Buffer.from("CA"),
    cert: Buffer.from("CERT"),
    key: Buffer.from("KEY"),
    insecure: false,
  });
});

test("a token, and a server that is not verified", async () => {
  const access = await read(
    config('{ server: "https://h:1", insecure-skip-tls-verify: true }', "{ token: t }"),
  );
  expect(access).toEqual({ server: "https://h:1", token: "t", insecure: true });
});

test.each([
  ["no file", null],
  [
    "a user that is not there",
    config('{ server: "https://h:1" }', "{}").replace("user: me }", "user: you }"),
  ],
  ["no server", config("{}", "{}")],
])("%s is named with the path", async (_, text) => {
  const path = join(dir, "kubeconfig");
  if (text !== null) await writeFile(path, text);
  await expect(readKubeconfig(path)).rejects.toMatchObject({
    code: "KUBECONFIG",
    message: expect.stringContaining(path),
  });
});
