"""The library of recommended activities, changed by somebody."""

from django.db import transaction

from schools.models import RecommendedActivity, User
from schools.services.writing import check_same_municipality, store


@transaction.atomic
def save_recommended(activity: RecommendedActivity, *, by: User, **facts) -> RecommendedActivity:
    """Store a new recommended activity or the changed facts of one."""
    activity.municipality_id = activity.municipality_id or by.municipality_id
    check_same_municipality(by, activity)
    check_same_municipality(by, facts["kind"])
    return store(activity, facts)
