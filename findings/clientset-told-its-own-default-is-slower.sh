#!/bin/sh
# A clientset told the QPS and Burst that are the default anyway is slower: unsaid, each API group version has them; said, all share them.
#
# Version: k8s.io/client-go v0.37.2, Go's own HTTP server, run on 2026-11-29.
# Expected (guess written before): a rest.Config without QPS and Burst gives a clientset of 5 requests a second after a burst of 10, over
#   all groups, and writing `QPS: 5, Burst: 10` into it changes nothing.
# Seen: without them 30 lists over core, apps and batch go at once, as each group version has a bucket of its own; with them, the same
#   30 take four seconds, as NewForConfig makes one bucket for all as soon as QPS is above zero. So a controller's load on a server is
#   up to a burst of 10 for each of its group versions until someone names a limit, and a flag `--kube-api-qps` set to what it was makes
#   it slower. QPS of 50 without a Burst is an error for a clientset; for the dynamic client, which has one bucket in any case, it is not.
# Fails (exit 1) when any of that changes. Needs Go and a module proxy, and minutes to compile; leaves nothing but Go's caches.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
printf 'module limits\ngo 1.26.0\nrequire k8s.io/client-go v0.37.2\n' >go.mod
cat >main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

func main() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, `{"kind":"List","apiVersion":"v1","items":[]}`)
	}))
	ctx, all := context.Background(), metav1.ListOptions{}
	waited := func(ask string, lists ...func() error) {
		start := time.Now()
		for range 10 {
			for _, list := range lists {
				if err := list(); err != nil {
					panic(err)
				}
			}
		}
		fmt.Println(ask, "waits three seconds or more:", time.Since(start) >= 3*time.Second)
	}
	for _, config := range []rest.Config{{}, {QPS: 5, Burst: 10}} {
		config.Host = server.URL
		client, err := kubernetes.NewForConfig(&config)
		if err != nil {
			panic(err)
		}
		limiter := client.CoreV1().RESTClient().GetRateLimiter()
		fmt.Println("clientset, qps", config.QPS, "burst", config.Burst, "is", limiter.QPS(), "a second; one bucket for core and apps:",
			limiter == client.AppsV1().RESTClient().GetRateLimiter())
		waited("clientset, 30 lists of 3 groups,",
			func() error { _, err := client.CoreV1().Pods("").List(ctx, all); return err },
			func() error { _, err := client.AppsV1().Deployments("").List(ctx, all); return err },
			func() error { _, err := client.BatchV1().Jobs("").List(ctx, all); return err })
		generic := dynamic.NewForConfigOrDie(&config)
		list := func(group, resource string) func() error {
			return func() error {
				_, err := generic.Resource(schema.GroupVersionResource{Group: group, Version: "v1", Resource: resource}).List(ctx, all)
				return err
			}
		}
		waited("dynamic client, 30 lists of 3 groups,", list("", "pods"), list("apps", "deployments"), list("batch", "jobs"))
	}
	_, err := kubernetes.NewForConfig(&rest.Config{Host: server.URL, QPS: 50})
	_, other := dynamic.NewForConfig(&rest.Config{Host: server.URL, QPS: 50})
	fmt.Println("qps 50 without a burst: clientset fails", err != nil, "dynamic client fails", other != nil)
}
GO
cat >expected <<'ANSWERS'
clientset, qps 0 burst 0 is 5 a second; one bucket for core and apps: false
clientset, 30 lists of 3 groups, waits three seconds or more: false
dynamic client, 30 lists of 3 groups, waits three seconds or more: true
clientset, qps 5 burst 10 is 5 a second; one bucket for core and apps: true
clientset, 30 lists of 3 groups, waits three seconds or more: true
dynamic client, 30 lists of 3 groups, waits three seconds or more: true
qps 50 without a burst: clientset fails true dynamic client fails false
ANSWERS
GOFLAGS=-mod=mod go run . >seen 2>said || { cat said >&2; exit 1; }
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
