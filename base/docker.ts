import type { Exec, ExecOptions, ExecResult } from "./exec.ts";

/** One engine, and how to run a client against it. */
export interface DockerAt {
  readonly exec: Exec;
  /** The Docker client: a name on PATH (the default, `docker`) or a path. */
  readonly docker?: string;
  /** Default: DOCKER_HOST of the environment, as a run's own processes have it. */
  readonly dockerHost?: string;
}

/** Runs `docker` and gives back whatever came of it. */
export function runDocker(
  { exec, docker = "docker", dockerHost }: DockerAt,
  args: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  return exec(docker, args, {
    ...options,
    env: { ...(dockerHost !== undefined && { DOCKER_HOST: dockerHost }), ...options.env },
  });
}

/**
 * Why a docker command failed, from what it printed: nobody answers at the address, what it names is gone (or on its way out), its
 * container is there and does not run, or something else.
 */
export type DockerFailure = "no engine" | "gone" | "not running" | "other";

const NO_ENGINE = /cannot connect|failed to connect|error during connect|dial (unix|tcp)/i;
const GONE =
  /no such (container|network|volume|object)|(container|network|volume) (\S+ )?not found|already in progress/i;
const NO_CONTAINER = /no such container/i;
const NOT_RUNNING = /container \S+ is (not running|paused|restarting)/i;

export function dockerFailure({ stderr }: Pick<ExecResult, "stderr">): DockerFailure {
  // A missing socket also says "no such file": whether anyone answers is asked before whether the thing exists.
  if (NO_ENGINE.test(stderr)) return "no engine";
  if (GONE.test(stderr)) return "gone";
  return NOT_RUNNING.test(stderr) ? "not running" : "other";
}

/**
 * True when `docker exec` failed because its container does not exist or does not run. Its stderr is also that of the program inside,
 * so that only words about containers count.
 */
export const isContainerGone = ({ stderr }: Pick<ExecResult, "stderr">): boolean =>
  NO_CONTAINER.test(stderr) || NOT_RUNNING.test(stderr);
