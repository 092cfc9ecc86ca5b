import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { tempFolder } from "../../../temp-folder.ts";

const PROGRAMS = join(import.meta.dirname, "../../../../toolchain/images/envoy/usr/local/bin");
const EMPTY = "resources: []";
/** What kind 0.33 writes for a cluster of two servers, but for what haproxy has no use of (pkg/cluster/internal/loadbalancer/config.go). */
const LISTENER = `
resources:
- "@type": type.googleapis.com/envoy.config.listener.v3.Listener
  name: listener_apiserver
  address:
    socket_address:
      address: "0.0.0.0"
      port_value: 6443
`;
const SERVERS = `
resources:
- "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
  name: kube_apiservers
  load_assignment:
    endpoints:
    - lb_endpoints:
      - endpoint:
          address:
            socket_address:
              address: fl-control-plane
              port_value: 6443
      - endpoint:
          address:
            socket_address:
              address: fl-control-plane2
              port_value: 6443
`;

test("haproxy gets the servers that kind writes for Envoy, once it has written them", async () => {
  const folder = tempFolder("envoy");
  const file = (name: string, content: string, mode = 0o644) =>
    writeFileSync(join(folder, name), content, { mode });
  file("haproxy", '#!/bin/sh\ncat "$3"\n', 0o755);
  file("lds.yaml", EMPTY);
  file("cds.yaml", EMPTY);
  const env = { PATH: `${folder}:${PROGRAMS}:${process.env.PATH}` };
  const started = spawn(join(PROGRAMS, "bash"), ["-c", `envoy -c ${folder}/envoy.yaml`], { env });
  file("cds.yaml", SERVERS);
  file("lds.yaml", LISTENER);
  const config = await text(started.stdout);
  expect(config).toMatch(/^frontend control-plane\n {2}bind \*:6443\n {2}default_backend kube-apiservers$/m);
  expect(config.match(/^ {2}server .*$/gm)).toEqual(
    ["fl-control-plane", "fl-control-plane2"].map(
      (name) =>
        `  server ${name} ${name}:6443 check check-ssl verify none resolvers docker resolve-prefer ipv4`,
    ),
  );
});
