"""The operational store, and what is worked out offline. Services enter by usage_queries and bill_queries."""
