"""Kubernetes manifests, Helm templates and Ingresses."""

from deployment_files import read

from archlint.model.deployment import Proxy

SHOP = """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: orders-deployment
    spec:
      template:
        metadata:
          labels: {app: orders, tier: back}
        spec:
          containers:
            - name: mesh
              image: mesh:1
            - name: orders-deployment
              image: shop/orders:1.2
              command: [java]
              args: [-jar, app.jar]
              ports:
                - containerPort: 8080
              envFrom:
                - configMapRef: {name: shared}
              env:
                - name: CUSTOMERS_URL
                  value: http://customers:80
                - name: LEVEL
                  valueFrom:
                    configMapKeyRef: {name: shared, key: log.level}
                - name: PASSWORD
                  valueFrom:
                    secretKeyRef: {name: secret, key: password}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: orders}
    spec:
      selector: {app: orders}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: others}
    spec:
      selector: {app: orders, tier: front}
    """
SHARED = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shared\ndata:\n  log.level: debug\n  REGION: {}\n"


def test_a_workload_is_reached_by_the_services_that_select_it() -> None:
    found = read({"k8s/orders.yaml": SHOP, "k8s/shared.yaml": SHARED.format("eu")})
    (orders,) = found.deployables
    assert (orders.name, orders.line, orders.image) == ("orders-deployment", 1, "shop/orders:1.2")
    assert orders.hosts == ("orders", "orders-deployment")
    assert (orders.ports, orders.command) == (("8080",), "java -jar app.jar")
    assert [(one.name, one.value, one.file, one.line) for one in orders.environment] == [
        ("log.level", "debug", "k8s/shared.yaml", 6),
        ("REGION", "eu", "k8s/shared.yaml", 7),
        ("CUSTOMERS_URL", "http://customers:80", "k8s/orders.yaml", 22),
        ("LEVEL", "debug", "k8s/shared.yaml", 6),
    ]


def test_the_nearest_configuration_counts() -> None:
    files = {
        "a/orders.yaml": SHOP,
        "a/shared.yaml": SHARED.format("eu"),
        "b/orders.yaml": SHOP,
        "b/shared.yaml": SHARED.format("us"),
    }
    regions = [one.value for each in read(files).deployables for one in each.environment if one.name == "REGION"]
    assert regions == ["eu", "us"]


def test_pods_of_jobs_and_lists_of_objects() -> None:
    text = """
        apiVersion: v1
        kind: List
        items:
          - kind: CronJob
            metadata: {name: nightly}
            spec:
              jobTemplate:
                spec:
                  template:
                    spec:
                      containers: [{name: a, image: shop/nightly}]
          - kind: Pod
            metadata: {name: one}
            spec:
              containers: [{name: a, image: shop/one}]
        """
    assert [(one.name, one.image, one.line) for one in read({"jobs.yml": text}).deployables] == [
        ("nightly", "shop/nightly", 4),
        ("one", "shop/one", 12),
    ]


CHART = {
    "charts/shop/Chart.yaml": "apiVersion: v2\nname: shop\n",
    "charts/shop/values.yaml": "image:\n  repository: registry.example/shop\nbilling:\n  url: http://billing:8080\n",
    "charts/shop/templates/deployment.yaml": """
        {{- if .Values.enabled }}
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ include "shop.fullname" . }}
          labels:
            {{- include "shop.labels" . | nindent 4 }}
        spec:
          template:
            metadata:
              labels: {app: {{ .Release.Name }}-shop}
            spec:
              containers:
                - name: shop
                  image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
                  env:
                    - name: BILLING_URL
                      value: {{ .Values.billing.url | quote }}
                    {{- range $name, $value := .Values.extra }}
                    - name: {{ $name }}
                      value: {{ $value }}
                    {{- end }}
                    - name: MODE
                      value: {{ .Values.mode | default "fast" }}
                    - name: REGION
                      value: {{ .Values.region }}
        {{- end }}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: {{ .Release.Name }}-web
        spec:
          selector:
            app: {{ .Release.Name }}-shop
        """,
}


def test_templates_have_the_defaults_of_their_chart() -> None:
    found = read(CHART)
    (shop,) = found.deployables
    assert found.problems == ()
    assert (shop.name, shop.line) == ("shop", 2)
    assert shop.hosts == ("release-web", "shop")
    assert shop.image.startswith("registry.example/shop:${")
    values = {one.name: (one.value, one.line) for one in shop.environment}
    assert values["BILLING_URL"] == ("http://billing:8080", 17)
    assert values["MODE"] == ("fast", 23)
    assert values["REGION"] == ("${Values.region}", 25)


def test_a_template_that_is_no_yaml_is_a_problem() -> None:
    text = "apiVersion: v1\nkind: Service\nmetadata:\n  name: [ {{ .Values.a }}\n"
    (problem,) = read({"c/templates/a.yaml": text}).problems
    assert problem.startswith("c/templates/a.yaml:4: not read: with its template expressions left out it is not YAML")


def test_ingresses_let_requests_in() -> None:
    text = """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: shop
          annotations:
            nginx.ingress.kubernetes.io/rewrite-target: /v2/$2
        spec:
          defaultBackend:
            service: {name: web, port: {number: 80}}
          rules:
            - host: shop.example
              http:
                paths:
                  - path: /api/orders(/|$)(.*)
                    pathType: ImplementationSpecific
                    backend:
                      service: {name: orders, port: {number: 8080}}
                  - backend: {serviceName: old, servicePort: http}
        """
    assert list(read({"k8s/ingress.yaml": text}).proxies) == [
        Proxy("/**", "http://web:80", "k8s/ingress.yaml", 8, origin="ingress"),
        Proxy("/api/orders/**", "http://orders:8080", "k8s/ingress.yaml", 14, (), 2, "/v2", origin="ingress"),
        Proxy("/**", "http://old", "k8s/ingress.yaml", 18, (), 0, "/v2", origin="ingress"),
    ]


def test_an_exact_path() -> None:
    text = (
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec:\n  rules:\n  - http:\n      paths:\n"
        "      - path: /login\n        pathType: Exact\n        backend: {service: {name: auth, port: {name: http}}}\n"
    )
    (proxy,) = read({"ingress.yaml": text}).proxies
    assert (proxy.path, proxy.target, proxy.line) == ("/login", "http://auth", 8)
