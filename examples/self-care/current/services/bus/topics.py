"""Names of the topics on the service bus."""

USAGE_RATED = "usage.rated"
QUOTA_REACHED = "quota.reached"
INVOICE_ISSUED = "invoice.issued"
PAYMENT_RECEIVED = "payment.received"
