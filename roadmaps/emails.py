"""Every letter about roadmaps: one list."""

from config.emails import Email

DOCUMENT_RETURNED = Email("document_returned", "roadmaps/email/document_returned.txt", "Документ возвращён: {named}")

EMAILS = (DOCUMENT_RETURNED,)
