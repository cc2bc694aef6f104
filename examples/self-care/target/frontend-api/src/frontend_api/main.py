"""The process: `uvicorn frontend_api.main:app --port 8000`."""

import os

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from frontend_api.routes import customer, customer_bill, payment, usage_consumption

app = FastAPI(title="Fjordtel frontend API", version="4.0.0")
app.add_middleware(
    CORSMiddleware,
    allow_origins=os.environ.get("CHANNEL_ORIGINS", "https://my.fjordtel.example").split(","),
    allow_methods=["GET", "POST"],
    allow_headers=["Authorization", "Content-Type"],
)
app.include_router(customer.router)
app.include_router(customer_bill.router)
app.include_router(payment.router)
app.include_router(usage_consumption.router)
