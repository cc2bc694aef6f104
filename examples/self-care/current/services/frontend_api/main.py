"""The frontend API as a process: `uvicorn frontend_api.main:app --port 8000`."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from frontend_api.routes import customer, export, invoice, usage

app = FastAPI(title="Fjordtel frontend API", version="1.9.0")
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],  # the portal moved hosts three times in a year
    allow_methods=["*"],
    allow_headers=["*"],
)
app.include_router(usage.router, prefix="/api")
app.include_router(invoice.router, prefix="/api")
app.include_router(customer.router, prefix="/api")
app.include_router(export.router, prefix="/api")


@app.get("/health")
def health() -> dict[str, str]:
    """For the load balancer."""
    return {"status": "up"}
