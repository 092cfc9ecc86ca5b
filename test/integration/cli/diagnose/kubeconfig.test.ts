import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { fakeApiServer } from "../../../fake-api-server.ts";
import { fakeCluster } from "../../../fake-cluster.ts";
import { freshMachine } from "../faultline.ts";
import { PATIENCE_MS } from "./diagnosing.ts";

vi.setConfig({ testTimeout: PATIENCE_MS });

/** A machine beside a healthy cluster that remembers as whom it was asked. */
async function machineBeside() {
  const fake = fakeCluster();
  const users = new Set<string | undefined>();
  const server = await fakeApiServer((request, response) => {
    users.add(request.headers.authorization);
    fake.answer(request, response);
  });
  onTestFinished(() => server.close());
  const machine = await freshMachine();
  const files: string[] = [];
  return {
    users,
    fake,
    asked: server.asked,
    url: server.url,
    folder: machine.root,
    /** Writes a further file of KUBECONFIG, each into a folder of its own. */
    async file(content: object | string): Promise<string> {
      const folder = join(machine.root, `kube-${files.length}`);
      await mkdir(folder);
      const path = join(folder, "config");
      await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
      files.push(path);
      return path;
    },
    diagnose: (...args: string[]) =>
      machine.run(["diagnose", ...args], { KUBECONFIG: ["/not/there", ...files].join(":") }),
  };
}

type Machine = Awaited<ReturnType<typeof machineBeside>>;

const of = (name: string, key: string, value: object) => ({ name, [key]: value });
const CURRENT = {
  "current-context": "c",
  contexts: [of("c", "context", { cluster: "c", user: "c" })],
};
const clusterOf = ({ url }: Machine) => ({ clusters: [of("c", "cluster", { server: url })] });

/** A user whose plugin is this shell script. */
async function userWith({ folder }: Machine, script: string, more: object = {}) {
  const command = join(folder, "plugin");
  await writeFile(command, `#!/bin/sh\n${script}\n`);
  await chmod(command, 0o755);
  const apiVersion = "client.authentication.k8s.io/v1";
  return { users: [of("c", "user", { exec: { apiVersion, command, interactiveMode: "Never", ...more } })] };
}

const credential = (token: string) =>
  `echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"${token}"}}'`;

test("KUBECONFIG's files are merged, and a token's file is beside the one that names it", async () => {
  const machine = await machineBeside();
  const users = await machine.file({ users: [of("c", "user", { tokenFile: "token" })] });
  await writeFile(join(users, "..", "token"), "of-the-first\n");
  await machine.file({ ...CURRENT, users: [of("c", "user", { token: "of-the-second" })] });
  await machine.file({ ...clusterOf(machine), "current-context": "none" });
  const { exit, stdout } = await machine.diagnose();
  expect(stdout).toMatch(/^healthy: /m);
  expect(exit).toBe(0);
  expect([...machine.users]).toEqual(["Bearer of-the-first"]);
});

test("a credential plugin's token is what the cluster is asked with, by GETs alone", async () => {
  const machine = await machineBeside();
  const script = `echo noise >&2\n${credential("of-the-plugin")}`;
  await machine.file({ ...CURRENT, ...clusterOf(machine), ...(await userWith(machine, script)) });
  const { exit, stdout, stderr } = await machine.diagnose();
  expect(stdout).toMatch(/^healthy: /m);
  expect(exit).toBe(0);
  expect([...machine.users]).toEqual(["Bearer of-the-plugin"]);
  expect(machine.fake.refused).toEqual([]);
  expect(stdout + stderr).not.toMatch(/of-the-plugin|noise/);
});

test("a credential plugin that fails is told by its own words, inert, and nothing is asked", async () => {
  const machine = await machineBeside();
  const script = `${credential("printed-all-the-same")}\nprintf '\\033[31mlog in\\007 again\\n' >&2\nexit 3`;
  const file = await machine.file({
    ...CURRENT,
    ...clusterOf(machine),
    ...(await userWith(machine, script)),
  });
  const { exit, stdout, stderr } = await machine.diagnose("-o", "json");
  const start = `faultline: ${file}:1:`;
  expect(stderr.slice(0, start.length)).toBe(start);
  expect(stderr).toMatch(
    /: users\.0\.user\.exec: the credential plugin \S+ ended with 3; .*:\nlog in again\n$/,
  );
  expect({ exit, stdout, asked: machine.asked }).toEqual({ exit: 4, stdout: "", asked: [] });
});

test("a credential plugin that is missing is told with the kubeconfig's hint", async () => {
  const machine = await machineBeside();
  const more = { command: "faultline-no-such", installHint: "install it from example.com" };
  await machine.file({ ...CURRENT, ...clusterOf(machine), ...(await userWith(machine, "", more)) });
  const { exit, stdout, stderr } = await machine.diagnose();
  expect(stderr).toMatch(/faultline-no-such cannot be started \(ENOENT\); install it, .*:\ninstall it from/);
  expect({ exit, stdout, asked: machine.asked }).toEqual({ exit: 4, stdout: "", asked: [] });
});

test.each([
  ["no YAML", "users: [\n  }\n", ":2:3: Flow sequence"],
  [
    "a field of another type",
    "clusters:\n- name: c\n  cluster: { server: 7 }\n",
    ":3:14: clusters.0.cluster.server: ",
  ],
  [
    "a plugin that wants a terminal",
    `{"current-context": "c",\n"contexts": [{"name": "c", "context": {"cluster": "c", "user": "c"}}],
"clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:1"}}],
"users": [{"name": "c", "user": {"exec": {
  "apiVersion": "client.authentication.k8s.io/v1", "command": "x",
  "interactiveMode": "Always"}}}]}`,
    ":6:3: users.0.user.exec.interactiveMode: ",
  ],
])("%s is told in one line with file:line:column", async (_, text, told) => {
  const machine = await machineBeside();
  const file = await machine.file(text);
  const { exit, stdout, stderr } = await machine.diagnose();
  const start = `faultline: ${file}${told}`;
  expect(stderr.slice(0, start.length)).toBe(start);
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: "" });
});
