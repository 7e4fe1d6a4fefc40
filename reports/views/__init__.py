"""Pages of orders and semester reports."""
