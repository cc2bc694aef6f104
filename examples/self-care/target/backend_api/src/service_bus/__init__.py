"""The service bus: the backend API over HTTP and events."""
