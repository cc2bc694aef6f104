"""TM Forum Open APIs towards the services."""
