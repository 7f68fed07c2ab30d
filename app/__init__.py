"""What Lilo does: rules and services without Qt, SQL or model libraries."""
