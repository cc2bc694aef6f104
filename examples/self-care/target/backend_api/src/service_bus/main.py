"""The backend API as a process: `uvicorn service_bus.main:app --port 8100`."""

from fastapi import FastAPI

from service_bus.routes import bills, customers, products, usage

app = FastAPI(title="Fjordtel backend API", version="2.3.0")
app.include_router(bills.router)
app.include_router(customers.router)
app.include_router(products.router)
app.include_router(usage.router)
