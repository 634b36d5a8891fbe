"""What stands around every request of any feature: health, the request line, the browser's permissions."""

import logging
import time

from django.db import connection
from django.http import JsonResponse

from parvis.ground.core import health
from parvis.ground.core.net import client_address, network

requests = logging.getLogger("parvis.requests")


class Health:
    """`/healthz` says whether database, storage and worker are well; `/healthz/web` leaves the worker out.

    It answers before hosts, sessions and redirects, because probes come by address and without TLS.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info not in {"/healthz", "/healthz/web"}:
            return self.get_response(request)
        report = health.report(worker=request.path_info == "/healthz")
        response = JsonResponse(report, status=200 if report["status"] == "ok" else 503)
        response["Cache-Control"] = "no-store"
        return response


class RequestLog:
    """One line a request: method, route name, status, duration, authority, and the network it came from."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        start = time.perf_counter()
        response = self.get_response(request)
        requests.info("request", extra=facts(request, response, time.perf_counter() - start))
        return response


class PermissionsPolicy:
    """No page needs the camera, the microphone or the position unless it says so itself."""

    POLICY = "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=()"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.POLICY)
        return response


class QueryCount:
    """Tells in a header how many queries a page made: for the bench, switched on by `PARVIS_COUNT_QUERIES`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        counted = [0]

        def count(execute, sql, params, many, context):
            counted[0] += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response["X-Queries"] = str(counted[0])
        return response


def facts(request, response, seconds):
    """What may be kept of a request: the route by name, never the path, which may hold a person's slug."""
    match = request.resolver_match
    return {
        "method": request.method,
        "route": match.view_name if match else "",
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "authority": getattr(getattr(request, "authority", None), "slug", ""),
        "network": network(client_address(request)),
    }
