"""Statements written by hand: those of the roadmap page, the most opened one of all, and a lock.

Putting the first together costs the ORM several times as much as running them; the second it does not know.
"""

from django.db import connection

from schools.models.school import JOINED

SECTIONS = """
    SELECT s.id, s.title, a.id, a.number, a.text, a.deadline_text, a.deadline_reading, a.responsible_text, a.result,
           a.output_documents, a.version, a.excluded_on
      FROM roadmaps_section s LEFT JOIN roadmaps_activity a ON a.section_id = s.id AND (
           a.excluded_on IS NULL
           OR EXISTS (SELECT 1 FROM roadmaps_checkpoint c WHERE c.activity_id = a.id AND c.cancelled_on IS NULL))
     WHERE s.roadmap_id = %(roadmap)s
     ORDER BY s.position, s.id, a.position, a.id
"""
POINTS = f"""
    SELECT c.activity_id, c.due_on, c.done_on, c.cancelled_on, s.short_name
      FROM roadmaps_checkpoint c
      JOIN roadmaps_activity a ON a.id = c.activity_id
      LEFT JOIN schools_school s ON s.id = c.school_id
     WHERE a.roadmap_id = %(roadmap)s
       AND (%(schools)s::bigint[] IS NULL OR c.school_id IS NULL OR c.school_id IN ({JOINED % "%(schools)s"}))
     ORDER BY c.due_on, s.short_name
"""  # noqa: S608 - put together of constants
# What the schools have made of the rows in their own roadmaps.
LINKS = """
    SELECT a.source_id, r.school_id, count(c.id), count(c.done_on)
      FROM roadmaps_activity m
      JOIN roadmaps_activity a ON a.source_id = m.id AND a.excluded_on IS NULL
      JOIN roadmaps_roadmap r ON r.id = a.roadmap_id AND r.school_id IS NOT NULL AND r.status IN ('approved', 'closed')
      LEFT JOIN roadmaps_checkpoint c ON c.activity_id = a.id AND c.cancelled_on IS NULL
     WHERE m.roadmap_id = %(roadmap)s
     GROUP BY a.source_id, r.school_id
"""
REMARKS = """
    SELECT r.action, r.text, r.made_at, u.last_name, u.first_name, u.patronymic
      FROM roadmaps_roadmapremark r JOIN schools_user u ON u.id = r.made_by_id
     WHERE r.roadmap_id = %(roadmap)s
     ORDER BY r.made_at DESC, r.id DESC
"""
# Held by any number of people at once, it keeps out whoever would change the roadmap.
HOLD_ROADMAPS_OF = """
    SELECT r.status FROM roadmaps_roadmap r
     WHERE r.id IN (SELECT a.roadmap_id FROM roadmaps_checkpoint c JOIN roadmaps_activity a ON a.id = c.activity_id
                     WHERE c.id = ANY(%(points)s))
     ORDER BY r.id
       FOR SHARE OF r
"""


def fetch(statement: str, places: dict) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, places)
        return cursor.fetchall()
