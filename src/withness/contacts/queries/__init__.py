"""Questions about contacts: promises, one contact, the caller's page, when somebody reads."""
