"""The service bus: topics, publishing, consuming."""
