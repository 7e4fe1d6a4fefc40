"""What a link may choose beforehand: `?school=…` of «Записать посещение» on a card."""

from django.db.models import QuerySet
from django.forms import ModelChoiceField, ValidationError
from django.http import Http404, HttpRequest

from schools.models import School


def asked_school(request: HttpRequest, schools: QuerySet[School], name: str = "school") -> School | None:
    """The school of the address, one of those given; 404 for any other value, None when it is not asked."""
    wanted = request.GET.get(name)
    if wanted is None:
        return None
    try:
        return ModelChoiceField(schools).clean(wanted)
    except ValidationError as error:
        raise Http404("Нет такой школы.") from error
