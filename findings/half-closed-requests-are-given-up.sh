#!/bin/sh
# A client that ends its sending side once its HTTP/1.1 request is out is given up by Go's server, and gets nothing at all from Node's.
#
# Versions: net/http of Go 1.26 and http of Node, asked by Node's net and tls clients, run on 2026-11-29.
# Expected (guess written before): a request that is whole is answered though its client only half-closes: it still reads, which is what
#   a half-close is for, so `socket.end(request)`, `nc -N` or socat with its stdin at the end get what curl gets.
# Seen: Go cancels the request's context at the half-close, over TCP and over TLS (where it is a close_notify), so a handler that minds
#   its context answers 504 or its like (kube-apiserver did in 23 of 40 tries with socat, none with its `shut-none`); one that does not
#   answers 200 to the same client. Node's server closes the socket without a status line; httpAllowHalfOpen = true has it answer 200.
# Fails (exit 1) when any of that changes. Needs Go and Node 20 or newer, no registry; leaves nothing.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
printf 'module halfclosed\ngo 1.26\n' >go.mod
cat >main.go <<'GO'
package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"time"
)

func main() {
	minds := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
			http.Error(w, "given up", http.StatusGatewayTimeout)
		case <-time.After(2 * time.Second):
		}
	})
	deaf := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { time.Sleep(2 * time.Second) })
	fmt.Println(httptest.NewServer(minds).URL, httptest.NewTLSServer(minds).URL, httptest.NewServer(deaf).URL)
	io.Copy(io.Discard, os.Stdin)
}
GO
go build -o server .
cat >main.mjs <<'JS'
import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import tls from "node:tls";

const request = "GET / HTTP/1.1\r\nHost: asked\r\nConnection: close\r\n\r\n";
const ask = (url, halfClose) => new Promise((done, fail) => {
  const { hostname: host, port, protocol } = new URL(url);
  const socket = protocol === "https:" ? tls.connect({ host, port, rejectUnauthorized: false }) : net.connect({ host, port });
  let said = "";
  socket.setEncoding("utf8").on("data", (text) => { said += text; }).on("error", fail);
  socket.on("end", () => { socket.end(); done(said.split("\r\n")[0] || "nothing"); });
  if (halfClose) socket.end(request); else socket.write(request);
});
const tell = async (name, url) => console.log(`${name}: open ${await ask(url, false)}, half-closed ${await ask(url, true)}`);

const go = spawn("./server", { stdio: ["pipe", "pipe", "inherit"] });
const [plain, secure, deaf] = String((await once(go.stdout, "data"))[0]).trim().split(" ");
await tell("go", plain);
await tell("go over tls", secure);
await tell("go, handler deaf to its context", deaf);
go.stdin.end();
for (const allow of [false, true]) {
  const node = http.createServer((_, response) => setTimeout(() => response.end(() => {}), 500)).listen(0, "127.0.0.1");
  node.httpAllowHalfOpen = allow;
  await once(node, "listening");
  await tell(`node, httpAllowHalfOpen ${allow}`, `http://127.0.0.1:${node.address().port}`);
  node.close();
}
JS
cat >expected <<'ANSWERS'
go: open HTTP/1.1 200 OK, half-closed HTTP/1.1 504 Gateway Timeout
go over tls: open HTTP/1.1 200 OK, half-closed HTTP/1.1 504 Gateway Timeout
go, handler deaf to its context: open HTTP/1.1 200 OK, half-closed HTTP/1.1 200 OK
node, httpAllowHalfOpen false: open HTTP/1.1 200 OK, half-closed nothing
node, httpAllowHalfOpen true: open HTTP/1.1 200 OK, half-closed HTTP/1.1 200 OK
ANSWERS
node main.mjs >seen
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
