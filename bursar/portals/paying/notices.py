"""Where providers tell us how payments ended: no session, no CSRF token, but a signature."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bursar.core.errors import NotKnown
from bursar.payments import flow
from bursar.payments.gateways.base import BadNoticeError, GatewayUnavailableError


@csrf_exempt
@require_POST
def take(request: HttpRequest, gateway: str) -> HttpResponse:
    """200 once it is kept and settled (again), 400 when it is not signed or too old: then nothing is kept;
    503 when the provider has to be asked what it is about, and does not answer."""
    try:
        flow.take_notice(gateway, request.body, request.headers)
    except BadNoticeError:
        return HttpResponse("bad notice\n", status=400, content_type="text/plain")
    except GatewayUnavailableError:
        return HttpResponse("later\n", status=503, content_type="text/plain")
    except KeyError:
        raise NotKnown from None
    return HttpResponse("ok\n", content_type="text/plain")


app_name = "notices"
urlpatterns = [path("<slug:gateway>/", take, name="take")]
