"""What leaves the window: pages for a printer or a PDF, tables, and files that are private."""
