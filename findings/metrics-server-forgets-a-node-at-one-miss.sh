#!/bin/sh
# One scrape that metrics-server misses takes a node and its pods away for two intervals, and one restarted sidecar its whole pod for one.
#
# Version: pkg/scraper and pkg/storage of sigs.k8s.io/metrics-server v0.9.0, scraping an HTTP server in place of a kubelet at an interval
#   of 15 s (by the timestamps in the answers, not waited for), run on 2026-11-29.
# Expected (guess written before): a node whose kubelet fails once keeps its last answer, one interval older, until the next good scrape;
#   of a pod in which one container has restarted, or measures no memory, the other containers are shown.
# Seen: after one 500 the node and its pods are gone at once and stay so over the next good scrape, as two in a row are needed; with one
#   node metrics-server's storage is not ready meanwhile, either, which is what its /readyz asks. A sidecar restarted 5 s before a scrape hides
#   its pod; one restarted 12 s before does not, as more than 10 s are reckoned from its start. A sidecar that says 0 bytes once hides its
#   pod for two intervals, while one that says nothing is left out and the rest is shown.
# Fails (exit 1) when any of that changes. Needs Go and a module proxy, and minutes to compile; leaves nothing but Go's caches.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
printf 'module forgets\ngo 1.26.0\nrequire sigs.k8s.io/metrics-server v0.9.0\n' >go.mod
cat >main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"sigs.k8s.io/metrics-server/pkg/scraper"
	"sigs.k8s.io/metrics-server/pkg/scraper/client"
	"sigs.k8s.io/metrics-server/pkg/scraper/client/resource"
	"sigs.k8s.io/metrics-server/pkg/storage"
)

// container is one of pod "web" or "db" that has used a whole core since it started, in seconds after the first scrape.
type container struct {
	pod, name       string
	started, memory int
}

func main() {
	kubelet, body := http.StatusOK, ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(kubelet)
		fmt.Fprint(w, body)
	}))
	address, _ := url.Parse(server.URL)
	port, _ := strconv.Atoi(address.Port())
	node := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "node"}, Status: corev1.NodeStatus{
		Addresses: []corev1.NodeAddress{{Type: corev1.NodeInternalIP, Address: address.Hostname()}}}}
	nodes := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{})
	nodes.Add(node)
	kubelets, err := resource.NewForConfig(&client.KubeletClientConfig{
		AddressTypePriority: []corev1.NodeAddressType{corev1.NodeInternalIP}, Scheme: "http", DefaultPort: port})
	if err != nil {
		panic(err)
	}
	scrape, kept := scraper.NewScraper(listers.NewNodeLister(nodes), kubelets, time.Minute, nil), storage.NewStorage(15*time.Second)
	first, now := time.Now().Add(-time.Hour).Truncate(time.Second), -15
	tell := func(what string, containers ...container) {
		now += 15
		at := first.Add(time.Duration(now) * time.Second).UnixMilli()
		var text strings.Builder
		fmt.Fprintf(&text, "node_cpu_usage_seconds_total %d %d\nnode_memory_working_set_bytes 1024 %[2]d\n", now+9000, at)
		for _, c := range containers {
			labels := fmt.Sprintf(`{container=%q,namespace="shop",pod=%q}`, c.name, c.pod)
			fmt.Fprintf(&text, "container_start_time_seconds%s %d\n", labels, first.Unix()+int64(c.started))
			fmt.Fprintf(&text, "container_cpu_usage_seconds_total%s %d %d\n", labels, now-c.started, at)
			fmt.Fprintf(&text, "container_memory_working_set_bytes%s %d %d\n", labels, c.memory, at)
		}
		body = text.String()
		kept.Store(scrape.Scrape(context.Background()))
		shown := []string{}
		ofNode, _ := kept.GetNodeMetrics(node)
		for range ofNode {
			shown = append(shown, "node")
		}
		for _, name := range []string{"db", "web"} {
			pods, _ := kept.GetPodMetrics(&metav1.PartialObjectMetadata{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: name}})
			for _, pod := range pods {
				names := []string{}
				for _, c := range pod.Containers {
					names = append(names, c.Name)
				}
				slices.Sort(names)
				shown = append(shown, name+" with "+strings.Join(names, " and "))
			}
		}
		fmt.Printf("%s: %s; ready %v\n", what, strings.Join(shown, ", "), kept.Ready())
	}
	db, app, long := container{"db", "app", -900, 1024}, container{"web", "app", -900, 1024}, container{"web", "sidecar", -900, 1024}
	good := func(sidecar container) { tell("good", db, app, sidecar) }
	good(long)
	good(long)
	kubelet = http.StatusInternalServerError
	tell("kubelet answers 500")
	kubelet = http.StatusOK
	good(long)
	good(long)
	again := container{"web", "sidecar", now + 10, 1024}
	tell("sidecar restarted 5 s ago", db, app, again)
	good(again)
	again.started = now + 3
	tell("sidecar restarted 12 s ago", db, app, again)
	good(again)
	tell("sidecar uses 0 bytes", db, app, container{"web", "sidecar", again.started, 0})
	good(again)
	good(again)
	tell("sidecar says nothing", db, app)
}
GO
cat >expected <<'ANSWERS'
good: ; ready false
good: node, db with app, web with app and sidecar; ready true
kubelet answers 500: ; ready false
good: ; ready false
good: node, db with app, web with app and sidecar; ready true
sidecar restarted 5 s ago: node, db with app; ready true
good: node, db with app, web with app and sidecar; ready true
sidecar restarted 12 s ago: node, db with app, web with app and sidecar; ready true
good: node, db with app, web with app and sidecar; ready true
sidecar uses 0 bytes: node, db with app; ready true
good: node, db with app; ready true
good: node, db with app, web with app and sidecar; ready true
sidecar says nothing: node, db with app, web with app; ready true
ANSWERS
GOFLAGS=-mod=mod go run . >seen 2>said || { cat said >&2; exit 1; }
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
