import { expect, test } from "vitest";
import { secretFilter, withoutSecrets } from "../../../../base/text/secrets.ts";

const filter = secretFilter({
  MY_TOKEN: "abcdefgh1234",
  PULUMI_CONFIG_PASSPHRASE_FILE: "/some/folder/passphrase",
  SHORT_SECRET: "top",
  HOME: "/home/somebody",
});

test.each([
  "error: You must be logged in to the server (Unauthorized)",
  "Unable to authenticate the request: invalid bearer token",
  "x509: certificate signed by unknown authority, token: Unauthorized",
  "error: metrics-server 10.0.0.1:10250 top pods -A, /some/folder/passphrase",
  "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  'MountVolume.SetUp failed for volume "kube-api-access-2xk9z" : failed to fetch token: the server rejected it',
  `certificate-authority-data: ${Buffer.from("-----BEGIN CERTIFICATE-----\nMIIB").toString("base64")}`,
  "Get https://10.96.0.1:443/apis?timeout=32s: dial tcp 10.96.0.1:443: connect refused",
  "https://github.com/kubernetes-sigs/metrics-server/issues/196#issuecomment-1: seen @ home",
])("what is no secret stays as it is: %s", (text) => {
  expect(filter(text)).toBe(text);
});

test("a value of the environment is known wherever it stands, and a short one is no secret", () => {
  expect(filter("with abcdefgh1234, on top")).toBe("with [redacted: value of MY_TOKEN], on top");
});

test("what is left out once is not left out again", () => {
  const once = filter("password: hunter2-hunter2\ntoken=abcdefghijklmnopqrstuvwxyz");
  expect(once).toBe("password: [redacted: password or passphrase]\ntoken=[redacted: token]");
  expect(filter(once)).toBe(once);
});

test("a property goes by its name, and by its path where a change is told", () => {
  const change = { path: "stringData.password", kind: "update", before: "one", after: { nested: "two" } };
  expect(withoutSecrets({ token: "abc", deep: [{ "client-key-data": "x" }], change }, filter)).toEqual({
    token: "[redacted: token]",
    deep: [{ "client-key-data": "[redacted: client-key-data]" }],
    change: { ...change, before: "[redacted: password]" },
  });
});

test.each(["a.", "a_", "://a", "-----BEGIN PRIVATE KEY-----", "eyJ", 'password="', "\\", "LS0tLS1CRUdJTi"])(
  "half a megabyte of %j is looked through once",
  (piece) => {
    const text = piece.repeat(500_000 / piece.length);
    const before = process.cpuUsage();
    filter(text);
    const { user } = process.cpuUsage(before);
    expect(user / 1e6).toBeLessThan(1);
  },
);
