"""Logic that need not wait for a customer: run at night."""
