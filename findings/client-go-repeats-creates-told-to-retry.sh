#!/bin/sh
# client-go sends a create up to eleven times when the answer is any 5xx or 429 with Retry-After, and stores as many generateName objects.
#
# Version: k8s.io/client-go v0.37.2 with its default retries, Go's own HTTP server, run on 2026-11-29, linux/amd64.
# Expected (guess written before): a POST is never repeated by itself, as it is not idempotent; only a GET is, and only after 429.
# Seen: one Create() of an object with generateName against a server that stores it and then answers 504 and `Retry-After: 0` leaves
#   eleven objects and one error, which says nothing of the ten repeats. 500, 503 and 429 do the same, PATCH too; 404 and 409 are not
#   repeated. Without the header even a GET answered 503 is sent once: what decides is the header alone, not the verb. MaxRetries(0)
#   on the single request sends it once; rest.Config has no such field.
# Fails (exit 1) when any of that changes. Needs Go and a module proxy; leaves nothing but Go's caches.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
printf 'module repeats\ngo 1.26.0\nrequire k8s.io/client-go v0.37.2\n' >go.mod
cat >main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
)

func main() {
	ask := func(verb string, code int, retryAfter bool, change func(*rest.Request) *rest.Request) {
		stored := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
			stored++
			if retryAfter {
				w.Header().Set("Retry-After", "0")
			}
			w.WriteHeader(code)
		}))
		defer server.Close()
		client, err := rest.RESTClientFor(&rest.Config{Host: server.URL, APIPath: "/api", QPS: -1, ContentConfig: rest.ContentConfig{
			GroupVersion: &corev1.SchemeGroupVersion, NegotiatedSerializer: scheme.Codecs.WithoutConversion()}})
		if err != nil {
			panic(err)
		}
		request := client.Verb(verb).Namespace("default").Resource("configmaps")
		if verb != "GET" {
			request = request.Body(&corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{GenerateName: "made-"}})
		}
		failed := change(request).Do(context.Background()).Error() != nil
		fmt.Println(verb, code, "retry-after", retryAfter, "requests", stored, "error", failed)
	}
	asIs := func(r *rest.Request) *rest.Request { return r }
	for _, code := range []int{504, 503, 500, 429, 409, 404} {
		ask("POST", code, true, asIs)
	}
	ask("PATCH", 500, true, asIs)
	ask("POST", 503, false, asIs)
	ask("GET", 503, false, asIs)
	ask("POST", 504, true, func(r *rest.Request) *rest.Request { return r.MaxRetries(0) })
}
GO
cat >expected <<'ANSWERS'
POST 504 retry-after true requests 11 error true
POST 503 retry-after true requests 11 error true
POST 500 retry-after true requests 11 error true
POST 429 retry-after true requests 11 error true
POST 409 retry-after true requests 1 error true
POST 404 retry-after true requests 1 error true
PATCH 500 retry-after true requests 11 error true
POST 503 retry-after false requests 1 error true
GET 503 retry-after false requests 1 error true
POST 504 retry-after true requests 1 error true
ANSWERS
GOFLAGS=-mod=mod go run . >seen 2>said || { cat said >&2; exit 1; }
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
