"""Names of the topics on the service bus."""

USAGE_RATED = "usage.rated"
QUOTA_REACHED = "quota.reached"
BILL_ISSUED = "bill.issued"
PAYMENT_RECEIVED = "payment.received"
