"""The staff window: alerts, residents and the audit log for those who care for people."""
