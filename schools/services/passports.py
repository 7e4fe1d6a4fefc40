"""What is changed about social passports, always by somebody."""

from django.db import transaction

from schools.models import SocialPassport, User
from schools.services.writing import check_same_municipality, store


@transaction.atomic
def save_passport(passport: SocialPassport, *, by: User, **facts) -> SocialPassport:
    """Store the shares of one school and year; who was last is kept."""
    check_same_municipality(by, passport.school)
    passport.municipality_id, passport.filled_by = by.municipality_id, by
    return store(passport, facts)
