import { createServer } from "node:http";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freshMachine } from "./faultline.ts";

/** A fake Docker daemon that only knows its version. */
async function fakeDaemon(socket: string) {
  const server = createServer((_request, response) => {
    response.end(JSON.stringify({ Version: "99.0-fake", ApiVersion: "1.99" }));
  });
  await new Promise<void>((listening) => server.listen(socket, listening));
  return server;
}

test("doctor says as JSON which engine and tools it found, and changes nothing", async () => {
  const machine = await freshMachine();
  const socket = join(machine.root, "docker.sock");
  const daemon = await fakeDaemon(socket);
  try {
    const { stdout, stderr } = await machine.run(["doctor", "-o", "json"], {
      DOCKER_HOST: `unix://${socket}`,
    });
    const answer = JSON.parse(stdout);
    expect(answer.schema).toBe("faultline/doctor@1");
    expect(answer.facts.engine).toEqual({
      kind: "host",
      dockerHost: `unix://${socket}`,
      version: "99.0-fake",
    });
    expect(answer.facts.tools).toMatchObject({
      kind: "kind version 0.0.0-fake",
      docker: "Docker version 0.0.0-fake",
    });
    expect(answer.checks.find((check: { id: string }) => check.id === "engine").status).toBe("ok");
    expect(answer.budget.parallel).toBeGreaterThanOrEqual(1);
    expect(stderr).toBe("");
    expect(await machine.created()).toEqual([]);
  } finally {
    daemon.close();
  }
});

test("a DOCKER_HOST nobody answers at is a failure with its remedy, exit code 4", async () => {
  const machine = await freshMachine();
  const nowhere = `unix://${join(machine.root, "nobody.sock")}`;
  const { exit, stdout } = await machine.run(["doctor"], {
    DOCKER_HOST: nowhere,
    FAKE_DOCKER_ERROR: "Cannot connect",
  });
  expect(stdout).toMatch(/^fail {2}engine .*nothing answers at DOCKER_HOST=.*\n +-> .*unset DOCKER_HOST$/m);
  expect(exit).toBe(4);
});
