"""Routes, requests, events and stores from the sketches of a project, and how they join."""
