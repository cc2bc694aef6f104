"""The server."""

from fastapi import FastAPI

from app.api.invoices import router

app = FastAPI()
app.include_router(router, prefix="/api/v1")
