#!/bin/sh
# The aggregator calls an APIService available when one of five simultaneous discovery requests is answered 2xx, whatever the body says.
#
# Version: pkg/controllers/status/remote of k8s.io/kube-aggregator v0.37.2 with fake clientsets and a real TLS server, run on 2026-11-29.
# Expected (guess written before): each check is one discovery request, and a server that answers 503 makes its APIService unavailable.
# Seen: each check is five requests at once, and the first 2xx decides. A server that answers four in five with 503 is Available with reason
#   Passed; so is one whose four 503s come at once and whose single 200 takes four seconds, and one that answers 200 with HTML in place
#   of discovery. So `kubectl get apiservice` says True while most of what users ask fails, as with one bad backend of several behind
#   the Service. 403, 503 and a redirect for all five are FailedDiscoveryCheck.
# Fails (exit 1) when any of that changes. Needs Go and a module proxy, and minutes to compile; leaves nothing but Go's caches.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
printf 'module available\ngo 1.26.0\nrequire k8s.io/kube-aggregator v0.37.2\n' >go.mod
cat >main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"
	"time"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	registration "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	registered "k8s.io/kube-aggregator/pkg/client/clientset_generated/clientset/fake"
	aggregated "k8s.io/kube-aggregator/pkg/client/informers/externalversions"
	"k8s.io/kube-aggregator/pkg/controllers/status/metrics"
	"k8s.io/kube-aggregator/pkg/controllers/status/remote"
	"k8s.io/utils/ptr"
)

type at struct{ url.URL }

func (a at) ResolveEndpoint(string, string, int32) (*url.URL, error) { copied := a.URL; return &copied, nil }

func ask(answers string, answer func(nth int64, w http.ResponseWriter)) {
	var asked atomic.Int64
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { answer(asked.Add(1), w) }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	address, _ := url.Parse(server.URL)
	named := metav1.ObjectMeta{Namespace: "kube-system", Name: "metrics-server", Labels: map[string]string{discoveryv1.LabelServiceName: "metrics-server"}}
	core := fake.NewSimpleClientset(
		&corev1.Service{ObjectMeta: named, Spec: corev1.ServiceSpec{Type: corev1.ServiceTypeClusterIP, Ports: []corev1.ServicePort{{Name: "https", Port: 443}}}},
		&discoveryv1.EndpointSlice{ObjectMeta: named, Endpoints: []discoveryv1.Endpoint{{Addresses: []string{"192.0.2.1"}}},
			Ports: []discoveryv1.EndpointPort{{Name: ptr.To("https"), Port: ptr.To[int32](4443)}}})
	services := registered.NewSimpleClientset(&registration.APIService{ObjectMeta: metav1.ObjectMeta{Name: "v1beta1.metrics.k8s.io"},
		Spec: registration.APIServiceSpec{Group: "metrics.k8s.io", Version: "v1beta1", InsecureSkipTLSVerify: true,
			Service: &registration.ServiceReference{Namespace: "kube-system", Name: "metrics-server", Port: ptr.To[int32](443)}}})
	cores, apis := informers.NewSharedInformerFactory(core, 0), aggregated.NewSharedInformerFactory(services, 0)
	controller, err := remote.New(apis.Apiregistration().V1().APIServices(), cores.Core().V1().Services(), cores.Discovery().V1().EndpointSlices(),
		services.ApiregistrationV1(), nil, nil, at{*address}, metrics.New())
	if err != nil {
		panic(err)
	}
	stop := make(chan struct{})
	defer close(stop)
	cores.Start(stop)
	apis.Start(stop)
	go controller.Run(1, stop)
	for range 600 {
		time.Sleep(50 * time.Millisecond)
		service, err := services.ApiregistrationV1().APIServices().Get(context.Background(), "v1beta1.metrics.k8s.io", metav1.GetOptions{})
		if err == nil && len(service.Status.Conditions) > 0 && asked.Load() >= 5 {
			said := service.Status.Conditions[0]
			fmt.Printf("%s: available %s, %s, five requests or more\n", answers, said.Status, said.Reason)
			return
		}
	}
	fmt.Println(answers + ": no condition or too few requests in 30 s")
}

func main() {
	ask("each fifth 200, the others 503", func(nth int64, w http.ResponseWriter) {
		if nth%5 != 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	ask("each fifth 200 after 4 s, the others 503", func(nth int64, w http.ResponseWriter) {
		if nth%5 != 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
		} else {
			time.Sleep(4 * time.Second)
		}
	})
	var here atomic.Int64
	var five atomic.Bool
	ask("200 after a second", func(_ int64, _ http.ResponseWriter) {
		if here.Add(1) == 5 {
			five.Store(true)
		}
		time.Sleep(time.Second)
		here.Add(-1)
	})
	fmt.Println("five requests at once:", five.Load())
	ask("200 and HTML", func(_ int64, w http.ResponseWriter) { io.WriteString(w, "<html></html>") })
	for _, code := range []int{http.StatusServiceUnavailable, http.StatusForbidden, http.StatusFound} {
		ask(fmt.Sprint(code), func(_ int64, w http.ResponseWriter) { w.WriteHeader(code) })
	}
}
GO
cat >expected <<'ANSWERS'
each fifth 200, the others 503: available True, Passed, five requests or more
each fifth 200 after 4 s, the others 503: available True, Passed, five requests or more
200 after a second: available True, Passed, five requests or more
five requests at once: true
200 and HTML: available True, Passed, five requests or more
503: available False, FailedDiscoveryCheck, five requests or more
403: available False, FailedDiscoveryCheck, five requests or more
302: available False, FailedDiscoveryCheck, five requests or more
ANSWERS
GOFLAGS=-mod=mod go run . >seen 2>said || { cat said >&2; exit 1; }
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
