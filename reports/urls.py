"""Addresses of orders, semester reports and prints."""

from django.urls import path

from reports.views import check, dynamics, orders, plan_fact, semester, steps

app_name = "reports"
urlpatterns = [
    path("orders/", orders.register, name="orders"),
    path("orders/new/", orders.create, name="create_order"),
    path("orders/for-roadmap/<int:pk>/", steps.draft, name="draft_order"),
    path("orders/for-list/<int:pk>/", steps.draft_list, name="draft_list_order"),
    path("orders/<int:pk>/", orders.show, name="order"),
    path("orders/<int:pk>/edit/", orders.edit, name="edit_order"),
    path("orders/<int:pk>/delete/", steps.delete, name="delete_order"),
    path("orders/<int:pk>/submit/", steps.submit, name="submit_order"),
    path("orders/<int:pk>/return/", steps.return_to_draft, name="return_order"),
    path("orders/<int:pk>/sign/", steps.sign, name="sign_order"),
    path("orders/<int:pk>/acknowledge/", steps.acknowledge, name="acknowledge"),
    path("orders/<int:pk>/files/", steps.make_files, name="make_order_files"),
    path("orders/<int:pk>/pdf/", orders.download_pdf, name="order_pdf"),
    path("orders/<int:pk>/docx/", orders.download_docx, name="order_docx"),
    path("check/<uuid:check_key>/", check.show, name="check_order"),
    path("plan-fact/<int:pk>/", plan_fact.show, name="plan_fact"),
    path("plan-fact/<int:pk>/files/", plan_fact.make_files, name="make_plan_fact"),
    path("plan-fact/files/<int:pk>/pdf/", plan_fact.download_pdf, name="plan_fact_pdf"),
    path("plan-fact/files/<int:pk>/docx/", plan_fact.download_docx, name="plan_fact_docx"),
    path("plan-fact/files/<int:pk>/xlsx/", plan_fact.download_xlsx, name="plan_fact_xlsx"),
    path("dynamics/", dynamics.make, name="make_dynamics"),
    path("dynamics/schools/<int:pk>/", dynamics.make_of_school, name="make_school_dynamics"),
    path("dynamics/<int:pk>/", dynamics.show, name="dynamics_note"),
    path("dynamics/<int:pk>/pdf/", dynamics.download, name="dynamics_pdf"),
    path("semester/", semester.register, name="semester_reports"),
    path("semester/build/<int:pk>/", semester.build, name="build_semester_report"),
    path("semester/<int:pk>/", semester.show, name="semester_report"),
    path("semester/<int:pk>/pdf/", semester.download_pdf, name="semester_pdf"),
    path("semester/<int:pk>/xlsx/", semester.download_xlsx, name="semester_xlsx"),
]
