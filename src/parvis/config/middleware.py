"""What stands around every request of any feature: health, the request line, the browser's permissions."""

import ipaddress
import logging
import time

from django.conf import settings
from django.http import JsonResponse

from parvis.ground.core import health

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


def client_address(request):
    """The address of the client, as far as the declared proxies can be believed."""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if settings.PROXIES and len(forwarded) >= settings.PROXIES and forwarded[-settings.PROXIES].strip():
        return forwarded[-settings.PROXIES].strip()
    return request.META.get("REMOTE_ADDR", "")


def network(address):
    """The network of an address (/24 or /48): enough to see an attack, not enough to name a household."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((known, 24 if known.version == 4 else 48), strict=False))
