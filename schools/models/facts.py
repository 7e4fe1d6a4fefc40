"""What all facts of a school have in common: whose they are, and of which school year."""

from typing import Self

from django.db import models

from schools.school_year import SchoolYear


class FactQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Facts of the schools that the person sees."""
        from schools.models.school import School

        return self.filter(municipality=user.municipality_id, school__in=School.objects.visible_to(user))


class OfYear(models.Model):
    """A fact of a school year; `year` is the calendar year in which it starts."""

    class Meta:
        abstract = True

    @property
    def school_year(self) -> SchoolYear:
        return SchoolYear(self.year)
