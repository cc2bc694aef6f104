"""Routes in the words of several frameworks: which functions answer where, and who is asked before."""

from pathlib import Path

from archlint.model.operations import Operation
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

LAYERS = {
    "archlint.toml": """
[[layers]]
name = "ui"
paths = ["web/**"]

[[layers]]
name = "api"
paths = ["api/**"]

[[layers]]
name = "systems"
paths = ["bss/**"]
""",
    "web/page.ts": "export const x = 1;\n",
    "bss/bills.ts": "export function findBills() { return [1]; }\n",
}


def offered(root: Path, files: dict[str, str]) -> tuple[Operation, ...]:
    for path, text in (LAYERS | files).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return analyze(root, Request(need_operations=True, cache=False)).operations


def told(root: Path, files: dict[str, str]) -> set[tuple[str, str, bool]]:
    """Name, route and whether somebody asks who."""
    return {(one.name, one.route, bool(one.restricted)) for one in offered(root, files)}


def test_functions_that_are_handed_to_a_router(tmp_path: Path) -> None:
    files = {
        "api/routes.ts": """
import { Router } from "express";
import { findBills } from "../bss/bills";
import { removeBill } from "./controller";
import { requireAuth } from "./auth";
const router = Router();
function listBills(req, res) { res.json(findBills()); }
router.get("/bills", listBills);
router.delete("/bills/:id", requireAuth, removeBill);
router.post("/bills", requireAuth, async (req, res) => { res.json(findBills()); });
export const port = router.get("port");
""",
        "api/controller.ts": "export function removeBill(req, res) { res.end(); }\n",
        "api/auth.ts": "export function requireAuth(req, res, next) { next(); }\n",
    }
    assert told(tmp_path, files) == {
        ("listBills", "GET /bills", False),
        ("removeBill", "DELETE /bills/:id", True),
        ("", "POST /bills", True),
    }
    by_route = {one.route: one for one in offered(tmp_path, files)}
    assert by_route["GET /bills"].backends == ("systems",)
    assert (by_route["DELETE /bills/:id"].module, by_route["DELETE /bills/:id"].line) == ("api/controller.ts", 1)
    unnamed = by_route["POST /bills"]
    assert (unnamed.backend_pattern, unnamed.module, unnamed.line) == ("not classified", "api/routes.ts", 10)


def test_paths_of_classes_stand_in_front(tmp_path: Path) -> None:
    files = {
        "api/bills.ts": """
import { Controller, Get, UseGuards } from "@nestjs/common";
import { AuthGuard } from "@nestjs/passport";
@Controller("bills")
@UseGuards(AuthGuard("jwt"))
export class BillsController {
  @Get("open")
  open() { return 1; }
  @Get()
  all() { return 2; }
  label() { return "x"; }
}
""",
        "api/java/Bills.java": """
package java;

import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/bills")
class Bills {
  @GetMapping(value = "/{id}")
  String one() { return "x"; }

  @RequestMapping(path = "all", method = RequestMethod.GET)
  String all() { return "y"; }
}
""",
    }
    assert told(tmp_path, files) == {
        ("BillsController.open", "GET /bills/open", True),
        ("BillsController.all", "GET /bills", True),
        ("Bills.one", "GET /bills/{id}", False),
        ("Bills.all", "/bills/all", False),
    }


def test_prefixes_of_routers_and_what_they_depend_on(tmp_path: Path) -> None:
    files = {
        "api/bills.py": """
from fastapi import APIRouter, Depends

from api.who import require_permission

router = APIRouter(prefix="/billing/v1")


@router.get("/bills")
def bills():
    return []


@router.get("/all", dependencies=[Depends(require_permission)])
def every():
    return []
""",
        "api/who.py": "def require_permission():\n    return 1\n",
        "api/items.py": """
from flask import Blueprint
from flask_login import login_required

shop = Blueprint("shop", __name__, url_prefix="/shop")


@shop.route("/items", methods=["GET"])
@login_required
def items():
    return []
""",
    }
    assert told(tmp_path, files) == {
        ("bills", "GET /billing/v1/bills", False),
        ("every", "GET /billing/v1/all", True),
        ("items", "/shop/items", True),
    }


def test_two_routers_in_a_file_leave_the_prefix_open(tmp_path: Path) -> None:
    files = {
        "api/two.py": """
from fastapi import APIRouter

one = APIRouter(prefix="/one")
two = APIRouter(prefix="/two")


@one.get("/bills")
def bills():
    return []
""",
    }
    assert told(tmp_path, files) == {("bills", "GET /bills", False)}
