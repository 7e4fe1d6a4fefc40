"""Addresses of monitoring: start pages, help, half-years, progress reports, indicators."""

from django.urls import path

from monitoring.views import closing, help, indicators, periods, reports, school_work, start

app_name = "monitoring"
urlpatterns = [
    path("", start.start, name="start"),
    path("help/", help.help_page, name="help"),
    path("help/<slug:role>/", help.help_page, name="help_role"),
    path("progress/", reports.reports, name="reports"),
    path("progress/file/", reports.file_report, name="file_report"),
    path("progress/<int:pk>/", reports.report, name="report"),
    path("progress/<int:pk>/edit/", reports.edit_report, name="edit_report"),
    path("progress/<int:pk>/submit/", reports.submit_report, name="submit_report"),
    path("progress/<int:pk>/accept/", reports.accept_report, name="accept_report"),
    path("progress/<int:pk>/return/", reports.return_report, name="return_report"),
    path("schools/<int:pk>/support/", school_work.show_school_work, name="school_work"),
    path("schools/<int:pk>/close/", closing.close_school, name="close_school"),
    path("schools/<int:pk>/merge/", closing.merge_school, name="merge_school"),
    path("schools/<int:pk>/reopen/", closing.reopen_school, name="reopen_school"),
    path("periods/", periods.periods, name="periods"),
    path("periods/add/", periods.add_period, name="add_period"),
    path("periods/<int:pk>/", periods.period, name="period"),
    path("periods/<int:pk>/edit/", periods.edit_period, name="edit_period"),
    path("periods/<int:pk>/close/", periods.close_period, name="close_period"),
    path("periods/<int:pk>/reports/", periods.open_reports, name="open_reports"),
    path("periods/<int:pk>/indicators/", indicators.indicators, name="indicators"),
    path("periods/<int:pk>/indicators/compute/", indicators.compute_indicators, name="compute_indicators"),
    path("periods/<int:pk>/indicators/<int:indicator_pk>/", indicators.enter_indicator, name="enter_indicator"),
]
