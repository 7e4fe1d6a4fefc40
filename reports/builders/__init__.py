"""What documents contain: a frozen object each, taken alike by page, PDF, DOCX and XLSX."""
