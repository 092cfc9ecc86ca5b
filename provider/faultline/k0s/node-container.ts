import { GenericContainer, getContainerRuntimeClient, PullPolicy, Wait } from "testcontainers";
import type { ContentToCopy, FileToCopy } from "testcontainers/build/types.js";
import { EXIT_CODES } from "../../../base/exit-codes.ts";
import { FaultlineError } from "../../../base/faultline-error.ts";
import { messageOf } from "../../../base/text/message-of.ts";

/** A container of k0s that ended, or never came to work; the message has the end of its log. */
class NodeNotStarted extends FaultlineError {
  readonly code = "PROVIDER_NODE_NOT_STARTED";
  readonly exit = EXIT_CODES.infrastructure.code;
}

export interface NodeContainerArgs {
  readonly name: string;
  readonly image: string;
  readonly network: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  /** Named volumes by the path they are mounted at. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly contents: readonly ContentToCopy[];
  readonly files: readonly FileToCopy[];
  /** Shell command that succeeds, inside, when the node has started. */
  readonly ready: string;
  readonly timeoutMs: number;
}

/**
 * A container that is a machine, as k0s' documentation runs it (docs/k0s-in-docker.md at v1.32.3+k0s.0). testcontainers' own reaper is not
 * used (its image cannot be had everywhere, and cells end in other processes): faultline's ledger has everything here.
 */
class NodeContainer extends GenericContainer {
  constructor({ name, image, network, labels, command, volumes, contents, files }: NodeContainerArgs) {
    super(image);
    // testcontainers asks the network `bridge` for the machine's address; an engine may do without, and nobody here uses it.
    process.env.TESTCONTAINERS_HOST_OVERRIDE ??= "localhost";
    this.withName(name)
      .withHostname(name)
      .withLabels(labels)
      .withNetworkMode(network)
      .withCommand([...command])
      .withTmpFs({ "/run": "" })
      .withPullPolicy(PullPolicy.neverPull())
      .withAutoCleanup(false)
      .withBindMounts(Object.entries(volumes).map(([target, source]) => ({ source, target })))
      .withCopyContentToContainer([...contents])
      .withCopyFilesToContainer([...files])
      // Names are asked of nobody: Docker's resolver would ask the machine's, which no seal holds back.
      .withEnvironment({ K0S_UPDATE_CHECK_INTERVAL: "24h", K0S_ENTRYPOINT_DNS_FIXUP: "0" });
    this.hostConfig.Dns = ["127.0.0.1"];
  }
}

/** A node that runs containers of its own. */
class WorkloadContainer extends NodeContainer {
  constructor(args: NodeContainerArgs) {
    super(args);
    this.withPrivilegedMode();
    // @types/dockerode does not know it (Docker API 1.41).
    Object.assign(this.hostConfig, { CgroupnsMode: "private" });
    const anonymous = ["/var/lib/k0s", "/var/log/pods"].filter((target) => !(target in args.volumes));
    this.createOpts.Volumes = Object.fromEntries(anonymous.map((target) => [target, {}]));
  }
}

/** Starts a controller that runs no containers; it may set routes, nothing else that needs a privilege. */
export function startController(args: NodeContainerArgs): Promise<void> {
  return started(new NodeContainer(args).withAddedCapabilities("NET_ADMIN"), args);
}

/**
 * Starts a node that runs containers. On a machine with cgroup v1 the image's entrypoint ends without a word where it should pass over the
 * nesting of cgroup v2 (`set -e` and a bare `return` after a failed test, docker-entrypoint.sh at v1.32.3+k0s.0; seen).
 */
export async function startNode(args: NodeContainerArgs): Promise<void> {
  const container = new WorkloadContainer(args);
  if ((await cgroupVersion()) === "1")
    container.withEnvironment({ K0S_ENTRYPOINT_ENABLE_CGROUPV2_NESTING: "0" });
  return started(container, args);
}

async function cgroupVersion(): Promise<string> {
  const { container } = await getContainerRuntimeClient();
  const info = (await container.dockerode.info()) as { readonly CgroupVersion?: string };
  return info.CgroupVersion ?? "";
}

/** Lines of a node's log that tell why it did not start. */
const LINES_KEPT = 20;

async function started(container: GenericContainer, args: NodeContainerArgs): Promise<void> {
  const { name, ready, timeoutMs } = args;
  const said: string[] = [];
  try {
    await container
      .withLogConsumer((log) =>
        log.on("data", (line) => {
          said.push(String(line).trimEnd());
          if (said.length > LINES_KEPT) said.shift();
        }),
      )
      .withWaitStrategy(Wait.forSuccessfulCommand(ready).withStartupTimeout(timeoutMs))
      .start();
  } catch (cause) {
    throw new NodeNotStarted(
      `${name} does not start (${messageOf(cause)}). It said last:\n${said.join("\n")}`,
      {
        cause,
      },
    );
  }
}
