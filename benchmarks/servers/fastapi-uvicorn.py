"""FastAPI on uvicorn with uvloop, one process: Pydantic in and out, dependencies for the layers of W4.

It runs where python3-fastapi and uvicorn are installed; it is written for the version that Debian has.

@packages fastapi, uvicorn, pydantic
"""

import os
from datetime import datetime, timedelta, timezone

import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, EmailStr, StrictStr, conint, constr

app = FastAPI()
session_counts = {"opened": 0, "open": 0}
known_token = "2f1c7f0a5d3b4e6f8a9b0c1d2e3f4a5b"
categories = ["books", "garden", "kitchen", "music"]


class Greeting(BaseModel):
    hello: str
    ok: bool
    count: int


class ItemOut(BaseModel):
    id: int
    name: str
    price: float
    skip: int
    limit: int
    q: str | None


class UserCreate(BaseModel):
    email: EmailStr
    password: constr(strict=True, min_length=8)
    name: constr(strict=True, min_length=1)
    age: conint(strict=True, ge=0) | None = None
    tags: list[StrictStr]


class UserOut(BaseModel):
    id: int
    email: str
    name: str
    age: int | None = None
    tags: list[str]


class RowOut(BaseModel):
    id: int
    name: str
    description: str
    price: float
    stock: int
    active: bool
    category: str
    createdAt: str


class Settings(BaseModel):
    database_url: str = "memory://benchmark"


users_by_token = {
    known_token: {
        "id": 7,
        "email": "ada@example.org",
        "password": "hashed:x",
        "name": "Ada Lovelace",
        "age": 36,
        "tags": ["admin"],
    }
}


def row(at: int) -> dict:
    day = datetime(2026, 1, 1, tzinfo=timezone.utc) + timedelta(days=at)
    return {
        "id": at + 1,
        "name": f"Product {at + 1}",
        "description": f"What the shop says of product {at + 1}, in one sentence.",
        "price": at * 3 + 0.25,
        "stock": (at * 7) % 50,
        "active": at % 3 != 0,
        "category": categories[at % 4],
        "createdAt": day.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "supplierNote": f"bought from supplier {at % 9}",
    }


rows = [row(at) for at in range(100)]
settings = Settings()


class Session:
    async def user_by_token(self, token: str) -> dict | None:
        return users_by_token.get(token)


def get_settings() -> Settings:
    return settings


async def get_session(settings: Settings = Depends(get_settings)):
    session_counts["opened"] += 1
    session_counts["open"] += 1
    try:
        yield Session()
    finally:
        session_counts["open"] -= 1


bearer = HTTPBearer(auto_error=False)


async def current_user(
    credentials: HTTPAuthorizationCredentials | None = Depends(bearer),
    session: Session = Depends(get_session),
) -> dict:
    user = await session.user_by_token(credentials.credentials) if credentials else None
    if user is None:
        raise HTTPException(401, "the token is not known")
    return user


@app.get("/json", response_model=Greeting)
async def read_greeting():
    return {"hello": "world", "ok": True, "count": 3}


@app.get("/items/{id}", response_model=ItemOut)
async def read_item(
    id: int,
    skip: int = Query(default=0, ge=0),
    limit: int = Query(default=100, ge=1, le=1000),
    q: str | None = None,
):
    return {"id": id, "name": f"Item {id}", "price": id + 0.5, "skip": skip, "limit": limit, "q": q}


@app.post("/users", response_model=UserOut, response_model_exclude_unset=True, status_code=201)
async def add_user(user: UserCreate):
    return {**user.dict(exclude_unset=True), "id": 1001, "password": f"hashed:{user.password}"}


@app.get("/me", response_model=UserOut)
async def read_me(user: dict = Depends(current_user)):
    return user


@app.get("/rows", response_model=list[RowOut])
async def list_rows():
    return rows


@app.get("/sessions")
async def read_sessions():
    return session_counts


@app.on_event("startup")
async def say_ready():
    print("ready", flush=True)


uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning", access_log=False)
