"""What is shown, printed, signed: orders with their register and readers, semester reports, prints."""

from reports.models.dynamics import DynamicsNote
from reports.models.order import Acquaintance, Order, OrderRegister, OrderRemark
from reports.models.plan_fact import PlanFact
from reports.models.semester import SemesterReport

__all__ = ["Acquaintance", "DynamicsNote", "Order", "OrderRegister", "OrderRemark", "PlanFact", "SemesterReport"]
