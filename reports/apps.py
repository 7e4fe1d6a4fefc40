from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Приказы и отчёты"

    def ready(self) -> None:
        from monitoring.start import signing
        from reports.waiting import orders_to_sign

        signing.SOURCES.append(orders_to_sign)
