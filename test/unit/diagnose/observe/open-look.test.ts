import type { ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { systemClock } from "../../../../base/system-clock.ts";
import { gathered } from "../../../../harness/diagnose/observe/gathered.ts";
import { mainAsker, openLook } from "../../../../harness/diagnose/observe/open-look.ts";
import { samplesOf } from "../../../../harness/judge/view.ts";
import { CERTIFICATE, PRIVATE_KEY } from "../../../certificate.ts";
import { apiService, line, listOf } from "../../../fake-api-server.ts";

const API_SERVICES = "/apis/apiregistration.k8s.io/v1/apiservices";

/** A cluster of two API servers, which write over one another what they think of the metrics API as soon as it is watched. */
async function twoServers({ denied = false } = {}) {
  const asked: string[] = [];
  const server = createServer({ cert: CERTIFICATE, key: PRIVATE_KEY }, ({ url = "" }, response) => {
    asked.push(url);
    answer(url, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const endpoints = ["127.0.0.1", "127.0.0.2"].map((address) => ({ addresses: [address] }));
  const answer = (url: string, response: ServerResponse) => {
    if (url.includes("endpointslices"))
      return response.end(JSON.stringify({ items: [{ endpoints, ports: [{ port }] }] }));
    if (!url.startsWith(API_SERVICES)) return response.end(listOf("1"));
    if (denied) return response.writeHead(403).end("{}");
    if (url.includes("watch=1")) {
      response.write(line("MODIFIED", apiService("2", "False", "FailedDiscoveryCheck")));
      return response.write(line("MODIFIED", apiService("3", "True", "Passed")));
    }
    const good = apiService("1", "True", "Passed");
    return response.end(url.includes("fieldSelector") ? listOf("1", good) : JSON.stringify(good));
  };
  const found = gathered();
  const end = new AbortController();
  const access = { server: `https://127.0.0.1:${port}`, insecure: true };
  const deps = { access, clock: systemClock, signal: end.signal, meter: { most: 59, requests: 0 } };
  const opened = await openLook(found, mainAsker(deps), deps);
  onTestFinished(async () => {
    end.abort();
    await opened.close();
  });
  return { found, opened, asked };
}

const conditions = ({ found }: Awaited<ReturnType<typeof twoServers>>) =>
  samplesOf(found, "apiservice").map(({ reason }) => reason);

test("of several API servers what each thinks of the metrics API is watched, because they write over one another", async () => {
  const look = await twoServers();
  expect(look.opened.vantages.map(({ name }) => name)).toEqual(["127.0.0.1", "127.0.0.2"]);
  await vi.waitFor(() => expect(conditions(look).slice(-2)).toEqual(["FailedDiscoveryCheck", "Passed"]));
});

test("what may not be read is not watched, which would ask for it again and again", async () => {
  const look = await twoServers({ denied: true });
  expect(look.found.blind.get("apiservice")).toMatchObject({ how: "denied" });
  expect(look.asked.filter((url) => url.includes("apiservices?"))).toEqual([]);
});
