"""Usage as customers understand it: what is outside of the bundle, what it costs, whether that is unusual."""

from backend_api.usage import live_usage
from data_layer.habits import usual_cost


def out_of_bundle(customer: str) -> list[dict[str, str]]:
    found = []
    for record in live_usage(customer):
        if record["cents"] > 0:
            unusual = record["cents"] > usual_cost(customer, record["kind"])
            found.append({"name": record["kind"], "cost": f"{record['cents']} ct{' (unusual)' if unusual else ''}"})
    return found
