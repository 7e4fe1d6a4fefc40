"""What is changed about schools, always by somebody."""

from django.db import transaction

from schools.models import School, User
from schools.services.writing import check_same_municipality, store


@transaction.atomic
def save_school(school: School, *, by: User, **facts) -> School:
    """Store a new school or the changed facts of one."""
    if school.pk:
        check_same_municipality(by, school)
    school.municipality_id = by.municipality_id
    return store(school, facts)
