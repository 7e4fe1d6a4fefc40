"""Every letter of monitoring: one list."""

from config.emails import Email, link

REMINDER = Email("reminder", "monitoring/email/reminder.txt", "Сроки: {summary}")
REPORT_SUBMITTED = Email(
    "report_submitted", "monitoring/email/report_submitted.txt", "Отчёт на проверку: {report.school}"
)
REPORT_RETURNED = Email("report_returned", "monitoring/email/report_returned.txt", "Отчёт возвращён: {report.period}")
REPORT_ACCEPTED = Email("report_accepted", "monitoring/email/report_accepted.txt", "Отчёт принят: {report.period}")

EMAILS = (REMINDER, REPORT_SUBMITTED, REPORT_RETURNED, REPORT_ACCEPTED)

__all__ = ["EMAILS", "REMINDER", "REPORT_ACCEPTED", "REPORT_RETURNED", "REPORT_SUBMITTED", "Email", "link"]
