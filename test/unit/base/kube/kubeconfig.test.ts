import { generateKeyPairSync } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { readKubeconfig } from "../../../../base/kube/kubeconfig.ts";
import { CERTIFICATE, PRIVATE_KEY } from "../../../certificate.ts";
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
const SERVER = '{ server: "https://h:1" }';
const inline = (text: string) => Buffer.from(text).toString("base64");
const keyOf = () =>
  generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" });

async function read(text: string) {
  const path = join(dir, "kubeconfig");
  await writeFile(path, text);
  return readKubeconfig(path);
}

test("the current context's certificates, inline or beside the file", async () => {
  await writeFile(join(dir, "me.key"), PRIVATE_KEY);
  const cluster = `{ server: "https://127.0.0.1:6443", certificate-authority-data: ${inline(CERTIFICATE)} }`;
  const access = await read(
    config(cluster, `{ client-certificate-data: ${inline(CERTIFICATE)}, client-key: me.key }`),
  );
  expect(access).toEqual({
    server: "https://127.0.0.1:6443",
    ca: Buffer.from(CERTIFICATE),
    cert: Buffer.from(CERTIFICATE),
    key: Buffer.from(PRIVATE_KEY),
    insecure: false,
  });
});

test("a server that is not verified, another name of it, and a proxy", async () => {
  const cluster =
    '{ server: "https://h:1", insecure-skip-tls-verify: true, tls-server-name: n, proxy-url: "http://p:3128" }';
  expect(await read(config(cluster, "{ token: t }"))).toEqual({
    server: "https://h:1",
    token: "t",
    insecure: true,
    serverName: "n",
    proxy: "http://p:3128",
  });
});

test("a token's file goes before a token, as long as it can be read", async () => {
  await writeFile(join(dir, "token"), "newer\n");
  expect(await read(config(SERVER, "{ token: older, tokenFile: token }"))).toMatchObject({ token: "newer" });
  expect(await read(config(SERVER, "{ token: older, tokenFile: gone }"))).toMatchObject({ token: "older" });
});

test("basic authentication, and on whose behalf", async () => {
  const user =
    "{ username: u, password: p, as: a, as-uid: '7', as-groups: [g, h], as-user-extra: { X: [y] } }";
  const { headers } = await read(config(SERVER, user));
  expect(headers).toEqual({
    authorization: `Basic ${inline("u:p")}`,
    "impersonate-user": "a",
    "impersonate-uid": "7",
    "impersonate-group": ["g", "h"],
    "impersonate-extra-X": ["y"],
  });
});

test("what is empty, or null as `kubectl config` writes it, counts as not said", async () => {
  expect(await read(config(SERVER, "null"))).toEqual({ server: "https://h:1", insecure: false });
  await expect(read("clusters: null\ncontexts: null\nusers: null\n")).rejects.toThrow(
    /no context is current/,
  );
  await expect(read("")).rejects.toThrow(/no context is current/);
});

describe("is refused with its place:", () => {
  test.each([
    ["no YAML", "users: [\n  }\n", /:2:3: /],
    ["a list as the whole", "- 1\n", /:1:1: file: /],
    ["a field of another type", config("{ server: 7 }", "{}"), /:11:14: clusters\.1\.cluster\.server: /],
    ["no server", config("{}", "{}"), /:11:3: clusters\.1\.cluster\.server: no URL/],
    [
      "a user that is not there",
      config(SERVER, "{}").replace("user: me }", "user: you }"),
      /:7:42: contexts\.1\.context\.user: there is no user "you", but: other, me/,
    ],
    ["a context that is not there", "current-context: x", /:1:1: there is no context "x", but: none/],
    [
      "what is not base64",
      config("{ certificate-authority-data: '*' }", "{}"),
      /:11:14: .*-data: not base64/,
    ],
    [
      "an authority that is no certificate",
      config(`{ server: "https://h:1", certificate-authority-data: ${inline("x")} }`, "{}"),
      /:11:37: clusters\.1\.cluster\.certificate-authority-data: no certificate in PEM/,
    ],
    [
      "a missing file",
      config(SERVER, "{ client-certificate: gone }"),
      /:15:11: .*client-certificate: ENOENT/,
    ],
    [
      "a certificate without its key",
      config(SERVER, `{ client-certificate-data: ${inline(CERTIFICATE)} }`),
      /: a certificate without its key; add client-key/,
    ],
    [
      "another's key",
      config(
        SERVER,
        `{ client-certificate-data: ${inline(CERTIFICATE)}, client-key-data: ${inline(String(keyOf()))} }`,
      ),
      /client-key-data: not the key of the client certificate/,
    ],
    [
      "a proxy of another kind",
      config('{ server: "https://h:1", proxy-url: "socks5://p:1" }', "{}"),
      /:11:37: .*proxy-url: only http:\/\/ and https:\/\/ proxies are known; name such/,
    ],
    [
      "an auth-provider",
      config(SERVER, "{ auth-provider: { name: gcp } }"),
      /:15:11: .*auth-provider: kubectl/,
    ],
    [
      "a credential plugin where nobody runs it",
      config(SERVER, "{ exec: { command: x } }"),
      /:15:11: users\.1\.user\.exec: credential plugins are run by `faultline diagnose` alone/,
    ],
  ])("%s", async (_, text, told) => {
    const refused = await read(text).catch((error) => error);
    expect(refused).toMatchObject({ code: "KUBECONFIG", message: expect.stringMatching(told) });
    expect(refused.message).toContain(join(dir, "kubeconfig"));
    expect(refused.message).not.toContain("\n");
  });
});

test("a line that is no YAML is not quoted, because it may be a key", async () => {
  const refused = await read('users:\n- token: "s3cret-s3cret\n').catch((error) => error);
  expect(refused.message).toMatch(/kubeconfig:3:1: /);
  expect(refused.message).not.toContain("s3cret");
});

describe("several files", () => {
  const file = async (name: string, content: object) => {
    await mkdir(join(dir, name), { recursive: true });
    await writeFile(join(dir, name, "config"), JSON.stringify(content));
    return join(dir, name, "config");
  };
  const c = (name: string, server: string) => ({ name, cluster: { server } });
  const u = (name: string, user: object) => ({ name, user });
  const x = (name: string, cluster: string, user: string) => ({ name, context: { cluster, user } });

  test("merge as in kubectl: an entry's first file has it whole, paths start from the file they are in", async () => {
    const one = await file("one", {
      users: [u("me", { tokenFile: "t" })],
      clusters: [c("a", "https://one")],
    });
    await writeFile(join(dir, "one", "t"), "of one");
    const two = await file("two", {
      "current-context": "a",
      contexts: [x("a", "a", "me")],
      clusters: [c("a", "https://two")],
      users: [u("me", { token: "of two", as: "somebody" })],
    });
    await writeFile(join(dir, "two", "t"), "of two");
    const three = await file("three", {
      "current-context": "b",
      contexts: [x("a", "c", "c"), x("b", "b", "you")],
      clusters: [c("b", "https://three")],
      users: [u("you", { token: "of three" })],
    });
    const paths = [join(dir, "missing"), one, two, three];
    expect(await readKubeconfig(paths)).toEqual({ server: "https://one", token: "of one", insecure: false });
    expect(await readKubeconfig(paths, { context: "b" })).toMatchObject({ token: "of three" });
    await expect(readKubeconfig(paths, { context: "z" })).rejects.toThrow(/no context "z", but: a, a, b/);
  });

  test("one that is wrong is named with its place, and none at all are named together", async () => {
    const one = await file("one", { "current-context": "a" });
    const two = await file("two", { users: 7 });
    await expect(readKubeconfig([one, two])).rejects.toThrow(`${two}:1:2: users: `);
    await expect(readKubeconfig(["/not/a", "/not/b"])).rejects.toThrow(/\/not\/a, \/not\/b: ENOENT/);
  });
});
