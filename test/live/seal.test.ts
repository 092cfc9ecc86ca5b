import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import type { StartedTestContainer } from "testcontainers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemExec } from "../../base/exec.ts";
import {
  createSealedNetwork,
  removeSealedNetwork,
  type SealedNetwork,
} from "../../toolchain/engine/seal/sealed-network.ts";
import type { Engine } from "../../toolchain/engine/use-engine.ts";
import { engineFixture, outsideAddresses } from "./engine-fixture.ts";
import { importHostImage } from "./host-image.ts";

const IMAGE = "faultline/live-seal:latest";
/** A refusal that is not at once shows after the kernel's first retry of a SYN, 1000 ms. */
const AT_ONCE_MS = 900;

describe.skipIf(process.getuid?.() !== 0)("a sealed network", () => {
  let fixture: Awaited<ReturnType<typeof engineFixture>>;
  let engine: Engine;
  let sealed: SealedNetwork;
  let node: StartedTestContainer;
  let listener: Server;
  let port: number;
  let docker: string;

  beforeAll(async () => {
    fixture = await engineFixture();
    engine = await fixture.use();
    docker = engine.kind === "private" ? join((await fixture.install()).bin, "docker") : "docker";
    importHostImage(docker, engine.dockerHost, IMAGE);
    sealed = await createSealedNetwork({ ...common(), labels: { "faultline.run": "live-test" } });
    node = await startIn(sealed.name);
    listener = createServer((socket) => socket.end()).listen(0, "0.0.0.0");
    await once(listener, "listening");
    port = (listener.address() as { port: number }).port;
  });
  afterAll(async () => {
    listener?.close();
    await node?.stop();
    if (engine) await removeSealedNetwork(common());
    await engine?.release();
    await fixture?.discard();
  });

  const common = () => ({
    dockerHost: engine.dockerHost,
    name: "faultline-live-seal",
    ledger: fixture.ledger,
    exec: ((file, args, options) =>
      systemExec(file === "docker" ? docker : file, args, options)) as typeof systemExec,
  });

  async function startIn(network: string): Promise<StartedTestContainer> {
    // Read when the library first connects: no container of the library's own, which would come from a registry.
    process.env.TESTCONTAINERS_RYUK_DISABLED = "true";
    // Else, in a container, it would look for the gateway of a default bridge that a private engine does not have.
    process.env.TESTCONTAINERS_HOST_OVERRIDE = "localhost";
    process.env.DOCKER_HOST = engine.dockerHost;
    const { GenericContainer, Wait } = await import("testcontainers");
    return await new GenericContainer(IMAGE)
      .withNetworkMode(network)
      .withCommand(["bash", "-c", "echo up; sleep 600"])
      .withWaitStrategy(Wait.forLogMessage("up"))
      .start();
  }

  /** Opens a connection in the container; `ms` is the time until bash knew. */
  async function connect(from: StartedTestContainer, address: string, to: number) {
    const script = `s=$EPOCHREALTIME; timeout 10 bash -c "echo >/dev/tcp/${address}/${to}" 2>&1; code=$?; e=$EPOCHREALTIME; echo; echo "$code $(( (\${e/./} - \${s/./}) / 1000 ))"`;
    const { output } = await from.exec(["bash", "-c", script]);
    const [code, ms] = output.trim().split("\n").at(-1)?.split(" ").map(Number) ?? [];
    return { open: code === 0, refused: /refused/.test(output), ms: ms ?? Number.NaN };
  }

  const refusedAtOnce = async (address: string, to: number) => {
    const result = await connect(node, address, to);
    expect(result, `${address}:${to}`).toMatchObject({ open: false, refused: true });
    expect(result.ms, `${address}:${to}`).toBeLessThan(AT_ONCE_MS);
  };

  test("no connection leaves it: not to the world, not to the machine's gateway or resolver", async () => {
    for (const address of ["192.0.2.1", "198.51.100.7", ...outsideAddresses()]) {
      for (const to of [53, 443]) await refusedAtOnce(address, to);
    }
  });

  test("a packet to a ClusterIP nobody has programmed fails at once", async () => {
    await refusedAtOnce("10.96.0.1", 443);
    await refusedAtOnce("10.96.217.3", 443);
  });

  test("the machine's own services do not answer, though the same probe reaches them from a plain network", async () => {
    await refusedAtOnce(sealed.gateway, port);
    const env = { ...process.env, DOCKER_HOST: engine.dockerHost };
    execFileSync(docker, ["network", "create", "faultline-live-plain"], { env });
    try {
      const plain = await startIn("faultline-live-plain");
      const format = "{{range .IPAM.Config}}{{.Gateway}}{{end}}";
      const inspect = ["network", "inspect", "-f", format, "faultline-live-plain"];
      const gateway = execFileSync(docker, inspect, { env, encoding: "utf8" }).trim();
      expect(await connect(plain, gateway, port)).toMatchObject({ open: true });
      await plain.stop();
    } finally {
      execFileSync(docker, ["network", "rm", "faultline-live-plain"], { env });
    }
  });

  test("nodes have no IPv6 way out either", async () => {
    const { output } = await node.exec(["cat", "/proc/net/ipv6_route"]);
    const viaNetwork = output.split("\n").filter((line) => line.trim() && !/ lo$/.test(line.trim()));
    expect(viaNetwork).toEqual([]);
  });
});
