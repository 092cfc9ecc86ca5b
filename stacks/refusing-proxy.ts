import type { NodeUnitSpec } from "./spec.ts";

/** Where it listens, on the node's loopback interface only. */
export const PROXY_URL = "http://127.0.0.1:3128";

/**
 * A forward proxy in the first control-plane node that lets nobody through: each connection is a process of its own whose standard
 * input and output are the socket (systemd.socket, `Accept=yes`); it reads the request's head and answers 403.
 */
export function refusingProxy(): NodeUnitSpec {
  const answer = 'while IFS= read -r line && [ "$${line%%?}" ]; do :; done; printf "$$ANSWER"';
  return {
    name: "refusing-proxy",
    node: "control-plane",
    files: {
      "refusing-proxy.socket": `[Socket]
ListenStream=127.0.0.1:3128
Accept=yes
`,
      "refusing-proxy@.service": String.raw`[Service]
StandardInput=socket
Environment="ANSWER=HTTP/1.1 403 Forbidden\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n"
ExecStart=/bin/sh -c '${answer}'
`,
    },
    start: "refusing-proxy.socket",
  };
}
