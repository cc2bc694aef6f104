"""Paths that a cluster passes on by HTTPRoutes of the Gateway API and by VirtualServices of Istio."""

from archlint.manifests.catalogue import read_deployment

GATEWAY = b"""apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: bills }
spec:
  rules:
    - matches:
        - path: { type: PathPrefix, value: /api/bills }
      filters:
        - type: URLRewrite
          urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } }
      backendRefs:
        - { name: bills, port: 8080 }
    - matches:
        - path: { type: Exact, value: /health }
      backendRefs:
        - { name: care, port: 80 }
"""
ISTIO = b"""apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: usage }
spec:
  hosts: ["*"]
  http:
    - match:
        - uri: { prefix: /usage }
      rewrite: { uri: /v1 }
      route:
        - destination: { host: usage.lines.svc.cluster.local, port: { number: 8080 } }
    - route:
        - destination: { host: web }
"""


def passed(content: bytes) -> list[tuple[str, str, int, str]]:
    found = read_deployment({"deploy/routes.yaml": content})
    assert found.problems == ()
    return [(one.path, one.target, one.strip, one.prefix) for one in found.proxies]


def test_gateway_api() -> None:
    assert passed(GATEWAY) == [
        ("/api/bills/**", "http://bills:8080", 2, ""),
        ("/health", "http://care:80", 0, ""),
    ]


def test_istio() -> None:
    assert passed(ISTIO) == [
        ("/usage/**", "http://usage.lines.svc.cluster.local:8080", 1, "/v1"),
        ("/**", "http://web", 0, ""),
    ]
